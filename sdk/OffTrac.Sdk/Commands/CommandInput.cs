namespace OffTrac.Sdk.Commands;

/// <summary>What a person typed.</summary>
public sealed class CommandInput
{
    /// <summary>Words of the command, as declared.</summary>
    public required string Words { get; init; }

    /// <summary>Values of arguments and options by name, in the order given; absent when not given. A flag has an empty value.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; }

    /// <summary>What is piped in; read it only if the command says that it does.</summary>
    public required TextReader StandardInput { get; init; }

    /// <summary>For lines that appear while the command runs, on standard error.</summary>
    public required TextWriter Progress { get; init; }

    /// <summary>Login of who runs it: <c>--user</c>, else the name at the operating system.</summary>
    public required string User { get; init; }

    /// <summary>The value of an argument or option; null when not given.</summary>
    /// <param name="name">Its name, for an option with dashes.</param>
    public string? this[string name] => Values.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>Whether an option or argument was given.</summary>
    /// <param name="name">Its name, for an option with dashes.</param>
    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>All values of an argument or option; empty when not given.</summary>
    /// <param name="name">Its name, for an option with dashes.</param>
    public IReadOnlyList<string> All(string name) => Values.TryGetValue(name, out var values) ? values : [];
}
