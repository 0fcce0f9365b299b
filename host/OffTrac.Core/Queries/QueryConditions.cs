using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Turns the clauses of a query into a condition, by the rules of Trac's <c>get_sql</c>.</summary>
internal sealed partial class QueryConditions(
    PreparedTicketQuery query, QuerySource source, QueryParameters parameters, IDatabase database, QueryDates dates, string? user)
{
    private readonly List<string> _errors = [];

    /// <summary>What stands after <c>WHERE</c>, or null when everything matches.</summary>
    /// <exception cref="TicketQueryException">A date or a list of numbers can't be read.</exception>
    public string? Write()
    {
        string[] clauses = [.. query.Clauses.Select(Clause).OfType<string>()];
        if (_errors.Count + dates.Errors.Count > 0)
            throw new TicketQueryException(TicketQueryProblem.Value, "Invalid query constraint value") { Errors = [.. _errors, .. dates.Errors] };
        return clauses.Length == 0 ? null : string.Join(" OR ", clauses.Select(clause => $"({clause})"));
    }

    private string? Clause(TicketQueryClause clause)
    {
        string[] filters = [.. clause.Filters.OrderBy(filter => filter.Field, StringComparer.Ordinal).Select(Filter).OfType<string>()];
        return filters.Length == 0 ? null : string.Join(" AND ", filters);
    }

    private string? Filter(TicketQueryFilter filter)
    {
        var values = user is null
            ? filter.Values
            : [.. filter.Values.Select(value => value.Replace("$USER", user, StringComparison.Ordinal))];
        if (filter.Field is "id")
            return Numbers(values);

        // The first value's operator counts for all.
        var isNegated = values[0].StartsWith('!');
        var start = isNegated ? 1 : 0;
        var mode = values[0].Length > start && values[0][start] is '~' or '^' or '$' ? values[0][start] : '=';
        if (mode is not '=')
            start++;
        var rest = values.Select(value => value.Length < start ? "" : value[start..]);
        var field = query.Find(filter.Field)!;
        if (mode is '=' && values.Count > 1 && field.Type != TicketFieldType.Time)
            return OneOf(source.Column(field.Name), [.. rest], isNegated);
        string[] conditions = [.. rest.Select(value => Compare(field, mode, value, isNegated)).OfType<string>()];
        return conditions.Length == 0 ? null : $"({string.Join(isNegated ? " AND " : " OR ", conditions)})";
    }

    private string? Compare(TicketField field, char mode, string value, bool isNegated)
    {
        var column = source.Column(field.Name);
        if (field.Type == TicketFieldType.Time)
            return Time(field, column, value, isNegated);
        if (mode is '=')
            return Equal(column, value, isNegated);
        if (mode is '~' && field is { Type: TicketFieldType.Text, Format: "list" })
            return Words(column, value, isNegated);
        if (value.Length == 0)
            return null;
        var pattern = database.EscapeLike(value);
        return Like(column, mode switch { '~' => $"%{pattern}%", '^' => pattern + "%", _ => "%" + pattern }, isNegated);
    }

    /// <summary>Without COALESCE where nothing can't be meant, so that an index serves.</summary>
    private string Equal(string column, string value, bool isNegated) => (isNegated, value.Length) switch
    {
        (true, _) => $"COALESCE({column}, '') <> {parameters.Add(value)}",
        (false, 0) => $"COALESCE({column}, '') = {parameters.Add(value)}",
        _ => $"{column} = {parameters.Add(value)}",
    };

    private string OneOf(string column, string[] values, bool isNegated)
    {
        var list = string.Join(", ", values.Select(parameters.Add));
        if (isNegated)
            return $"COALESCE({column}, '') NOT IN ({list})";
        return values.Contains("", StringComparer.Ordinal) ? $"COALESCE({column}, '') IN ({list})" : $"{column} IN ({list})";
    }

    private string Like(string column, string pattern, bool isNegated)
    {
        var like = database.Like($"COALESCE({column}, '')", parameters.Add(pattern));
        return isNegated ? $"NOT ({like})" : like;
    }

    private string? Words(string column, string value, bool isNegated)
    {
        var conditions = new List<string>();
        foreach (var word in SplitWords(value))
        {
            var isExcluded = word.StartsWith('-');
            if (word is not "-")
                conditions.Add(Like(column, $"%{database.EscapeLike(isExcluded ? word[1..] : word)}%", isExcluded));
        }

        return conditions.Count == 0 ? null : $"{(isNegated ? "NOT " : "")}({string.Join(" AND ", conditions)})";
    }

    private string? Time(TicketField field, string column, string value, bool isNegated)
    {
        if (value.Length == 0)
            return $"COALESCE({column}, '') {(isNegated ? "<>" : "=")} {parameters.Add("")}";
        var (start, end) = dates.Range(value);
        if (start is null && end is null)
            return null;
        var condition = (start, end) switch
        {
            ({ } from, { } until) => $"({column} >= {Add(from)} AND {column} < {Add(until)})",
            ({ } from, null) => $"({column} >= {Add(from)})",
            _ => $"({column} < {Add(end!.Value)})",
        };
        return isNegated ? "NOT " + condition : condition;

        string Add(DateTimeOffset time) =>
            field.IsCustom ? parameters.Add(CustomTime.Format(time)) : parameters.Add(Sdk.TracTime.ToMicroseconds(time));
    }

    private string? Numbers(IReadOnlyList<string> values)
    {
        var ranges = new TicketNumberRanges();
        foreach (var value in values)
        {
            var list = value.Replace("!", "", StringComparison.Ordinal);
            if (!ranges.TryAdd(list))
                _errors.Add($"Invalid ticket id list: {list}");
        }

        var merged = ranges.Merge();
        if (merged.Count == 0)
            return null;
        var conditions = merged.Where(range => range.First != range.Last)
            .Select(range => string.Create(CultureInfo.InvariantCulture, $"t.\"id\" BETWEEN {Literal(range.First)} AND {Literal(range.Last)}"))
            .ToList();
        if (merged.Where(range => range.First == range.Last).Select(range => Literal(range.First)).ToArray() is { Length: > 0 } single)
            conditions.Add($"t.\"id\" IN ({string.Join(", ", single)})");
        return $"{(values[0].StartsWith('!') ? "NOT " : "")}({string.Join(" OR ", conditions)})";
    }

    private static string Literal(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Words between blanks; quotation marks keep a phrase together.</summary>
    private static IEnumerable<string> SplitWords(string text)
    {
        foreach (var part in Phrase().Split(text))
        {
            if (part.Length == 0)
                continue;
            if (part[0] is '"' && part[^1] is '"')
            {
                yield return part.Length < 2 ? "" : TracText.Strip(part[1..^1]);
                continue;
            }

            foreach (var word in TracText.SimplifySpace(part).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return word;
        }
    }

    [GeneratedRegex("""(?<phrase>"[^"]+")""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrase();
}
