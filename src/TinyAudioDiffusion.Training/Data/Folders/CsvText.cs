using System.Text;

namespace TinyAudioDiffusion.Training.Data.Folders;

/// <summary>Takes CSV apart (RFC 4180): commas, quotes where a field holds commas, quotes or line breaks, quotes doubled inside. Empty lines do not count.</summary>
internal sealed class CsvText(string file, string text)
{
    private int _position;
    private int _line = 1;

    private bool AtEnd => _position == text.Length;

    private char Next => text[_position];

    public IEnumerable<CsvRow> Rows()
    {
        while (!AtEnd)
        {
            var row = Row();
            if (row.Fields is not [""])
                yield return row;
        }
    }

    private CsvRow Row()
    {
        var line = _line;
        var fields = new List<string> { Field() };
        while (!AtEnd && Next == ',')
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
        while (!AtEnd && Next is not (',' or '\r' or '\n'))
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
        if (!AtEnd && Next is not (',' or '\r' or '\n'))
            throw new DataSetException(file, _line, "something follows a field's closing quote; a comma or the end of the line must.");
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
