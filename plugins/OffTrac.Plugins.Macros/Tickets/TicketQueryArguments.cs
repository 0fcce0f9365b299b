using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>What <c>[[TicketQuery(…)]]</c> asks for, as a text of the query language and a format.</summary>
internal sealed record TicketQueryArguments
{
    /// <summary>The query.</summary>
    public required string Query { get; init; }

    /// <summary>In small letters; what is unknown means a list.</summary>
    public required string Format { get; init; }

    public static TicketQueryArguments Parse(string? content)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        List<SortedDictionary<string, string>> clauses = [new(CodePointOrder.Instance)];
        string? oldFormat = null;
        foreach (var argument in MacroArguments.Split(content))
        {
            if (argument.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                var name = argument[..equals].Trim();
                var target = name is "order" or "max" or "format" or "col" ? settings : clauses[^1];
                target[name] = argument[(equals + 1)..];
            }
            else if (argument.Trim() == "or")
            {
                clauses.Add(new(CodePointOrder.Instance));
            }
            else
            {
                oldFormat ??= argument;
            }
        }

        var format = (settings.Remove("format", out var given) ? given : oldFormat ?? "list").Trim().ToLowerInvariant();
        settings.TryAdd("order", "id");
        settings.TryAdd("max", "0");
        if (format is "list" or "compact")
            settings["col"] = settings.TryGetValue("col", out var columns) ? "status|summary|" + columns : "status|summary";
        var query = string.Join("&or&", clauses.Where(static clause => clause.Count > 0).Select(Join));
        return new TicketQueryArguments { Query = (query.Length > 0 ? query + "&" : "") + Join(settings), Format = format };
    }

    private static string Join(SortedDictionary<string, string> values) =>
        string.Join('&', values.Select(static value => $"{value.Key}={value.Value}"));
}
