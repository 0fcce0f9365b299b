using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Core.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Reads the arguments of an address: plain filters, and those of Trac's query form, which carry the number of their clause.</summary>
internal sealed partial class QueryArguments
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _arguments;
    private readonly ILookup<string, string> _values;
    private readonly Dictionary<string, bool> _isTime;

    private QueryArguments(IReadOnlyList<KeyValuePair<string, string>> arguments, IReadOnlyList<TicketField> fields)
    {
        _arguments = arguments;
        _values = arguments.ToLookup(argument => argument.Key, argument => argument.Value, StringComparer.Ordinal);
        _isTime = fields.ToDictionary(field => field.Name, field => field.Type == TicketFieldType.Time, StringComparer.Ordinal);
        _isTime["id"] = false;
        _isTime["created"] = _isTime["modified"] = true;
    }

    public static TicketQuery Read(IReadOnlyList<KeyValuePair<string, string>> arguments, IReadOnlyList<TicketField> fields)
    {
        var reader = new QueryArguments(arguments, fields);
        string[] columns = [.. reader._values["col"]];
        return new TicketQuery
        {
            Clauses = [.. reader.ReadForm().Concat(reader.ReadPlain()).Where(clause => clause.Filters.Count > 0)],
            Columns = columns.Length == 0 || columns.Contains("id", StringComparer.Ordinal) ? columns : ["id", .. columns],
            Rows = [.. reader._values["row"]],
            Order = reader.First("order"),
            Group = reader.First("group"),
            Max = reader.First("max"),
            Page = reader.First("page"),
            Format = reader.First("format"),
            Report = PythonInteger.TryParse(reader.First("report") ?? "", out var report) && report != 0
                ? report.ToString(CultureInfo.InvariantCulture)
                : null,
            IsDescending = TracValue.ToBool(reader.First("desc") ?? ""),
            IsGroupDescending = TracValue.ToBool(reader.First("groupdesc") ?? ""),
            IsVerbose = TracValue.ToBool(reader.First("verbose") ?? ""),
        };
    }

    private string? First(string name) => _values[name].FirstOrDefault();

    /// <summary>Trac does not turn <c>created</c> and <c>modified</c> into the fields' names here, and drops them later.</summary>
    private IEnumerable<TicketQueryClause> ReadPlain()
    {
        var clause = new TicketQueryClause();
        foreach (var (name, value) in _arguments)
        {
            if (name is "or")
            {
                yield return clause;
                clause = new TicketQueryClause();
            }
            else if (_isTime.ContainsKey(name))
            {
                clause = clause.With(name, [value]);
            }
        }

        yield return clause;
    }

    private IEnumerable<TicketQueryClause> ReadForm()
    {
        var clauses = new SortedDictionary<long, TicketQueryClause>();
        foreach (var group in _values)
        {
            if (FormFilter().Match(group.Key) is not { Success: true } match
                || !PythonInteger.TryParse(match.Groups["clause"].Value, out var number)
                || !_isTime.TryGetValue(match.Groups["field"].Value, out var isTime))
                continue;
            var values = group.Select(value => First(group.Key + "_mode") + value);
            if (isTime && _values.Contains(group.Key + "_end"))
                values = values.Zip(_values[group.Key + "_end"], (start, end) => start + ".." + end);
            clauses[number] = (clauses.GetValueOrDefault(number) ?? new TicketQueryClause())
                .With(FieldSynonyms.Resolve(match.Groups["field"].Value), values);
        }

        return clauses.Values;
    }

    [GeneratedRegex(@"^(?<clause>[0-9]+)_(?<field>.+)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormFilter();
}
