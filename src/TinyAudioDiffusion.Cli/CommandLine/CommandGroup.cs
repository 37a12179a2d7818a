using System.CommandLine;

namespace TinyAudioDiffusion.Cli.CommandLine;

/// <summary>Commands that serve one purpose, as the front page lists them.</summary>
/// <param name="Title">The purpose, in a word.</param>
/// <param name="Commands">The commands, the commonest first.</param>
internal sealed record CommandGroup(string Title, params IReadOnlyList<Command> Commands);
