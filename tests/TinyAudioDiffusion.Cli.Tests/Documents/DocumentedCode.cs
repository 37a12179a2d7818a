using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TerminalConsole = System.Console;

namespace TinyAudioDiffusion.Cli.Tests.Documents;

/// <summary>C# of a document, compiled as the program of an application that references the packages.</summary>
internal static class DocumentedCode
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
        global using Microsoft.Extensions.DependencyInjection;
        global using TinyAudioDiffusion;
        global using TinyAudioDiffusion.Engine.Managed;
        global using TinyAudioDiffusion.Models.Transforms;
        global using TinyAudioDiffusion.Sampling;
        global using TinyAudioDiffusion.Synthesis;
        global using TinyAudioDiffusion.Training;
        global using TinyAudioDiffusion.Training.Configuration;
        global using TinyAudioDiffusion.Training.Data;
        global using TinyAudioDiffusion.Training.Reports;
        global using TinyAudioDiffusion.Training.Runs;
        """;

    private static readonly Lazy<IReadOnlyList<MetadataReference>> _references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))]);

    public static async Task RunAsync(CodeBlock block, string where)
    {
        var (usings, statements) = SplitUsings($"{block.Before}\n{block.Text}");
        var compilation = CSharpCompilation.Create(
            $"Document{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(usings.Length > 0 ? Usings : $"{Usings}\n{UsingsOfFragments}"), CSharpSyntaxTree.ParseText($"{usings}\n{statements}\nawait System.Threading.Tasks.Task.CompletedTask;")],
            _references.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.True(result.Success, $"{where}: {string.Join('\n', result.Diagnostics.Where(item => item.Severity == DiagnosticSeverity.Error))}");

        assembly.Position = 0;
        var context = new AssemblyLoadContext(where, isCollectible: true);
        var entry = context.LoadFromStream(assembly).EntryPoint!;
        var output = TerminalConsole.Out;
        TerminalConsole.SetOut(TextWriter.Null);
        try
        {
            if (entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [Array.Empty<string>()]) is Task running)
                await running;
        }
        catch (TargetInvocationException exception)
        {
            Assert.Fail($"{where}: {exception.InnerException}");
        }
        finally
        {
            TerminalConsole.SetOut(output);
            context.Unload();
        }
    }

    // Using directives come before all statements, those of the block as well as those before it.
    private static (string Usings, string Statements) SplitUsings(string text)
    {
        var lines = text.Split('\n');
        static bool IsDirective(string line)
            => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=', StringComparison.Ordinal) && !line.Contains('(', StringComparison.Ordinal);
        return (string.Join('\n', lines.Where(IsDirective).Distinct()), string.Join('\n', lines.Where(line => !IsDirective(line))));
    }
}
