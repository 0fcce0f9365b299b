using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Reports;

/// <summary>Sorts the rows of a report that is not paged: enums by their number, texts without case, what is empty first.</summary>
internal sealed class ReportSort : IComparer<object?>
{
    private static readonly ReportSort s_instance = new();

    private ReportSort()
    {
    }

    public static async ValueTask<List<IReadOnlyList<object?>>> SortAsync(
        List<IReadOnlyList<object?>> rows, int column, ReportRequest request, IDatabaseSession session, CancellationToken cancellation)
    {
        var numbers = request.Sort is "status" or "resolution" or "priority" or "severity"
            ? await NumbersAsync(request.Sort, session, cancellation).ConfigureAwait(false)
            : [];

        // Python's sort keeps equal rows in their order, also downwards.
        return [.. request.IsAscending ? rows.OrderBy(Key, s_instance) : rows.OrderByDescending(Key, s_instance)];

        object? Key(IReadOnlyList<object?> row) => row[column] switch
        {
            string text when numbers.Count > 0 => numbers.TryGetValue(text, out var number) ? number : null,
            string text => text.ToLowerInvariant(),
            var other => numbers.Count > 0 ? null : other,
        };
    }

    public int Compare(object? x, object? y) => (x, y) switch
    {
        (string left, string right) => TracText.Compare(left, right),
        (not string, not string) => Number(x).CompareTo(Number(y)),
        _ => x is string ? 1 : -1,
    };

    private static async ValueTask<Dictionary<string, long>> NumbersAsync(string type, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(string? Name, string? Value)>(
            """SELECT "name", "value" FROM "enum" WHERE "type" = @type""", new { type }, cancellation).ConfigureAwait(false);
        return rows.Where(row => row.Name is not null)
            .ToDictionary(row => row.Name!, row => TicketFieldChoices.LeadingInteger(row.Value), StringComparer.Ordinal);
    }

    private static double Number(object? value) =>
        value is IConvertible number and not string ? number.ToDouble(CultureInfo.InvariantCulture) : double.NegativeInfinity;
}
