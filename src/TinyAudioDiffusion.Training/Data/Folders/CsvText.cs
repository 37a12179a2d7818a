using System.Text;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>
/// Takes CSV apart (RFC 4180): separators, quotes where a field holds separators, quotes or line breaks, quotes doubled inside. The separator is a comma; or a semicolon or a tab,
/// as spreadsheets write them, where the first line has no comma. Rows of empty fields do not count.
/// </summary>
internal sealed class CsvText(string file, string text)
{
    private readonly char _separator = SeparatorOf(text);
    private int _position;
    private int _line = 1;

    private bool AtEnd => _position == text.Length;

    private char Next => text[_position];

    public IEnumerable<CsvRow> Rows()
    {
        while (!AtEnd)
        {
            var row = Row();
            if (row.Fields.Any(field => !string.IsNullOrWhiteSpace(field)))
                yield return row;
        }
    }

    private static char SeparatorOf(string text)
    {
        var header = text.AsSpan().TrimStart("\r\n");
        var end = header.IndexOfAny('\r', '\n');
        header = end < 0 ? header : header[..end];
        return header.Contains(',') ? ',' : header.Contains(';') ? ';' : header.Contains('\t') ? '\t' : ',';
    }

    private bool EndsField(char letter) => letter == _separator || letter is '\r' or '\n';

    private CsvRow Row()
    {
        var line = _line;
        var fields = new List<string> { Field() };
        while (!AtEnd && Next == _separator)
        {
            _position++;
            fields.Add(Field());
        }

        SkipLineBreak();
        return new CsvRow(line, fields);
    }

    private string Field()
    {
        if (!AtEnd && Next == '"')
            return QuotedField();
        var start = _position;
        while (!AtEnd && !EndsField(Next))
        {
            if (Next == '"')
                throw new DataSetException(file, _line, "there is a quote inside of a field that does not begin with one.");
            _position++;
        }

        return text[start.._position];
    }

    private string QuotedField()
    {
        var begin = _line;
        var field = new StringBuilder();
        for (_position++; !AtEnd; _position++)
        {
            if (Next == '\n')
                _line++;
            if (Next != '"')
                field.Append(Next);
            else if (_position + 1 < text.Length && text[_position + 1] == '"')
                field.Append(text[_position++]);
            else
                return End(field);
        }

        throw new DataSetException(file, begin, "a field begins with a quote and never ends.");
    }

    private string End(StringBuilder field)
    {
        _position++;
        if (!AtEnd && !EndsField(Next))
            throw new DataSetException(file, _line, "something follows a field's closing quote; a separator or the end of the line must.");
        return field.ToString();
    }

    private void SkipLineBreak()
    {
        if (!AtEnd && Next == '\r')
            _position++;
        if (!AtEnd && Next == '\n')
            _position++;
        _line++;
    }
}
