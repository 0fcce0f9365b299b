using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Sdk;

namespace OffTrac.Host.Commands;

/// <summary>Which environments a command is about, and which host file lies below them.</summary>
internal sealed record EnvironmentChoice
{
    private const string HostFile = "offtrac.ini";
    private const string Embedded = "data/default";

    public IReadOnlyList<string> Directories { get; init; } = [];

    public string? ConfigFile { get; init; }

    /// <summary>The one environment that was named, or the only one that the host file names.</summary>
    public static EnvironmentChoice One(GlobalOptions options, CommandConsole console)
    {
        var choice = All(options, console);
        return choice.Directories.Count switch
        {
            1 => choice,
            0 => throw new UsageException("There is no environment: name one with --env DIR, or make one with: offtrac env create DIR"),
            _ when options.Environments.Count > 0 => throw new UsageException("This command is about one environment: give --env once."),
            _ => throw new UsageException($"{choice.ConfigFile} names several environments ({Names(choice.Directories)}): choose one with --env NAME."),
        };
    }

    /// <summary>The environments that were named, or all that the host file names, or the embedded one.</summary>
    public static EnvironmentChoice All(GlobalOptions options, CommandConsole console)
    {
        var file = FindHostFile(options, console);
        var named = NamedIn(file, console);
        if (options.Environments.Count == 0)
            return new EnvironmentChoice { ConfigFile = file, Directories = named };
        var directories = options.Environments.Select(text => Resolve(text, named, file, console)).Distinct(StringComparer.Ordinal).ToList();
        // A Trac's environment gets nothing from a host file that does not name it.
        var isServedByFile = options.ConfigFile is not null || directories.Exists(directory => named.Contains(directory, StringComparer.Ordinal));
        return new EnvironmentChoice { ConfigFile = isServedByFile ? file : null, Directories = directories };
    }

    public static string? FindHostFile(GlobalOptions options, CommandConsole console)
    {
        if (options.ConfigFile is null)
            return console.FullPath(HostFile) is var usual && File.Exists(usual) ? usual : null;
        var path = console.FullPath(options.ConfigFile);
        return File.Exists(path) ? path : throw new UsageException($"--config: there is no file '{path}'.");
    }

    private static IReadOnlyList<string> NamedIn(string? file, CommandConsole console)
    {
        using var host = HostConfiguration.Open(file, readOnly: true, console.Time, NullLogger.Instance);
        var named = host.Options.Environments.Select(path => EnvironmentDirectory.Resolve(host.Resolve(path))).ToList();
        if (named.Count > 0)
            return named;
        var embedded = file is null ? console.FullPath(Embedded) : host.Resolve(Embedded);
        return Directory.Exists(embedded) ? [EnvironmentDirectory.Resolve(embedded)] : [];
    }

    private static string Resolve(string text, IReadOnlyList<string> named, string? file, CommandConsole console)
    {
        if (named.FirstOrDefault(directory => string.Equals(Path.GetFileName(directory), text, StringComparison.Ordinal)) is { } found)
            return found;
        var path = Path.TrimEndingDirectorySeparator(console.FullPath(text));
        if (Directory.Exists(path))
            return EnvironmentDirectory.Resolve(path);
        throw new UsageException(named.Count == 0
            ? $"--env: there is no directory '{path}'."
            : $"--env: '{text}' is neither a directory nor an environment of {file ?? console.Directory} ({Names(named)}).");
    }

    private static string Names(IReadOnlyList<string> directories) => string.Join(", ", directories.Select(Path.GetFileName));
}
