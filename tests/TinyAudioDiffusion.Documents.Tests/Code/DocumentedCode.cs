using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TinyAudioDiffusion.Documents.Tests.Code;

/// <summary>All C# of the documents, in one compilation: each block is a method of a class of its own.</summary>
internal sealed class DocumentedCode
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // A fragment shows no using directives; a whole program shows all that it needs.
    private const string UsingsOfFragments = """
        using Microsoft.Extensions.DependencyInjection;
        using TinyAudioDiffusion;
        using TinyAudioDiffusion.Engine.Managed;
        using TinyAudioDiffusion.Grooves;
        using TinyAudioDiffusion.Models.Transforms;
        using TinyAudioDiffusion.NAudio;
        using TinyAudioDiffusion.Sampling;
        using TinyAudioDiffusion.Synthesis;
        using TinyAudioDiffusion.TorchSharp;
        using TinyAudioDiffusion.Training;
        using TinyAudioDiffusion.Training.Configuration;
        using TinyAudioDiffusion.Training.Data;
        using TinyAudioDiffusion.Training.Data.Folders;
        using TinyAudioDiffusion.Training.Reports;
        using TinyAudioDiffusion.Training.Runs;
        """;

    private readonly Assembly _assembly;
    private readonly IReadOnlyList<Diagnostic> _errors;

    private DocumentedCode(Assembly assembly, IReadOnlyList<Diagnostic> errors) => (_assembly, _errors) = (assembly, errors);

    /// <summary>Compiles the blocks. What does not compile is left out, so that the others run.</summary>
    public static DocumentedCode Compile(IEnumerable<CodeBlock> blocks)
    {
        var compilation = Compilation(blocks);
        using var assembly = new MemoryStream();
        var errors = compilation.Emit(assembly).Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            compilation = compilation.RemoveSyntaxTrees(errors.Select(error => error.Location.SourceTree!).Distinct());
            Assert.True(compilation.Emit(assembly).Success, string.Join('\n', errors));
        }

        assembly.Position = 0;
        return new DocumentedCode(AssemblyLoadContext.Default.LoadFromStream(assembly), errors);
    }

    /// <summary>Finds what the compiler says of a block.</summary>
    public IEnumerable<string> ErrorsOf(CodeBlock block)
        => _errors.Where(error => error.Location.SourceTree?.FilePath == block.ToString())
            .Select(error => $"{block}: {error.GetMessage(null)}");

    /// <summary>Runs a block and gives what it prints.</summary>
    public async Task<string> RunAsync(CodeBlock block)
    {
        var method = _assembly.GetType(ClassOf(block))?.GetMethod("RunAsync");
        Assert.True(method is not null, $"{block} does not compile.");
        using var printed = new StringWriter();
        var output = Console.Out;
        Console.SetOut(printed);
        try
        {
            await (Task)method.Invoke(null, null)!;
            return printed.ToString();
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private static CSharpCompilation Compilation(IEnumerable<CodeBlock> blocks)
        => CSharpCompilation.Create(
            "Documents",
            [
                CSharpSyntaxTree.ParseText(Usings),
                CSharpSyntaxTree.ParseText($"{UsingsOfFragments}\n{StandIns.Text}", path: "stand-ins"),
                .. blocks.Select(block => CSharpSyntaxTree.ParseText(Program(block), path: block.ToString())),
            ],
            [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    // Using directives come before all statements, those of the block as well as those before it.
    private static string Program(CodeBlock block)
    {
        var setting = CodeSettings.Of(block);
        var lines = block.Text.Split('\n');
        var usings = string.Join('\n', lines.Where(IsDirective));
        var isFragment = setting.Before.Length > 0 || usings.Length == 0;
        return $$"""
            {{(isFragment ? UsingsOfFragments : "")}}
            {{usings}}
            public static class {{ClassOf(block)}}
            {
                public static async Task RunAsync()
                {
                    await Task.CompletedTask;
                    {{setting.Before}}
            {{string.Join('\n', lines.Where(line => !IsDirective(line)))}}
                    {{setting.After}}
                }
            }
            """;
    }

    private static bool IsDirective(string line)
        => line.StartsWith("using ", StringComparison.Ordinal) && line.EndsWith(';') && !line.Contains('=', StringComparison.Ordinal);

    private static string ClassOf(CodeBlock block)
        => string.Concat(block.ToString().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
}
