namespace OffTrac.Host.Commands;

/// <summary>What was typed, with <c>serve</c> put where no command was named.</summary>
internal sealed record CommandWords
{
    private static readonly string[] s_information = ["--help", "-h", "-?", "/?", "/h", "--version"];

    /// <summary>What was typed.</summary>
    public required IReadOnlyList<string> Args { get; init; }

    /// <summary>First word of the command; null when only the program itself was asked about.</summary>
    public string? First { get; init; }

    public static CommandWords Normalize(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            var arg = args[i];
            if (s_information.Contains(arg, StringComparer.Ordinal))
                return new CommandWords { Args = args };
            if (string.Equals(arg, "help", StringComparison.Ordinal))
                return Normalize([.. args.Take(i), .. args.Skip(i + 1), "--help"]);
            if (GlobalOptions.Names.TryGetValue(arg.Split('=', 2)[0], out var hasValue))
                i += hasValue && !arg.Contains('=', StringComparison.Ordinal) ? 1 : 0;
            else if (arg.StartsWith('-'))
                return Serve(args, i);
            else
                return new CommandWords { Args = args, First = arg };
        }

        return Serve(args, args.Count);
    }

    private static CommandWords Serve(IReadOnlyList<string> args, int at) =>
        new() { Args = [.. args.Take(at), "serve", .. args.Skip(at)], First = "serve" };
}
