using System.CommandLine;
using System.CommandLine.Parsing;

namespace OffTrac.Host.Commands;

/// <summary>The options that every command takes.</summary>
internal sealed record GlobalOptions
{
    /// <summary>Directories or names of environments, as typed.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>The host's file of configuration, as typed.</summary>
    public string? ConfigFile { get; init; }

    public string? User { get; init; }

    public bool IsJson { get; init; }

    public bool IsVerbose { get; init; }

    /// <summary>Their names; true for those that are followed by a value.</summary>
    public static IReadOnlyDictionary<string, bool> Names { get; } = new Dictionary<string, bool>(StringComparer.Ordinal)
    {
        ["--env"] = true,
        ["--config"] = true,
        ["--user"] = true,
        ["--json"] = false,
        ["--verbose"] = false,
    };

    public static GlobalOptions From(ParseResult result) =>
        result.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) is { } error
            ? throw new UsageException(error.Message)
            : Read(result);

    public static IEnumerable<Option> Declare() =>
    [
        new Option<string[]>("--env")
        {
            Description = "The environment: its directory, or its name in the host's file.",
            HelpName = "DIR",
            Recursive = true,
        },
        new Option<string>("--config") { Description = "The host's file; ./offtrac.ini if left out.", HelpName = "FILE", Recursive = true },
        new Option<string>("--user")
        {
            Description = "Who does it; your login if left out.",
            HelpName = "NAME",
            Recursive = true,
        },
        new Option<bool>("--json") { Description = "Prints JSON.", Recursive = true, Arity = ArgumentArity.Zero },
        new Option<bool>("--verbose") { Description = "Logs to standard error.", Recursive = true, Arity = ArgumentArity.Zero },
    ];

    private static GlobalOptions Read(ParseResult result) => new()
    {
        Environments = result.GetValue<string[]>("--env") ?? [],
        ConfigFile = result.GetValue<string>("--config"),
        User = result.GetValue<string>("--user"),
        IsJson = result.GetValue<bool>("--json"),
        IsVerbose = result.GetValue<bool>("--verbose"),
    };
}
