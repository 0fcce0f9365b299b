namespace OffTrac.Sdk.Commands;

/// <summary>What a command gives back. The host prints it: a table or text for people, JSON with <c>--json</c>.</summary>
public sealed record CommandResult
{
    /// <summary>0 for success, 1 for "no" (nothing found, check failed), 2 for an error; others where a command documents them.</summary>
    public int ExitCode { get; init; }

    /// <summary>Text for people; null for none. With <c>--json</c> it is left out when there is a table or JSON.</summary>
    public string? Text { get; init; }

    /// <summary>One line for standard error; null for none.</summary>
    public string? Error { get; init; }

    /// <summary>Rows; null for none. With <c>--json</c> they become an array of objects.</summary>
    public CommandTable? Table { get; init; }

    /// <summary>What <c>--json</c> prints instead of the table, as JSON text; null for the table.</summary>
    public string? Json { get; init; }

    /// <summary>Success without output.</summary>
    public static CommandResult Done { get; } = new();

    /// <summary>Success with text.</summary>
    /// <param name="text">Text for people.</param>
    public static CommandResult FromText(string text) => new() { Text = text };

    /// <summary>Success with rows.</summary>
    /// <param name="table">The rows.</param>
    public static CommandResult FromTable(CommandTable table) => new() { Table = table };

    /// <summary>Failure.</summary>
    /// <param name="error">One line.</param>
    /// <param name="exitCode">Exit code.</param>
    public static CommandResult Fail(string error, int exitCode = 2) => new() { Error = error, ExitCode = exitCode };
}
