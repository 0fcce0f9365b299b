using System.Globalization;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Queries;

/// <summary>A ticket that a query found.</summary>
public sealed record TicketQueryRow
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>
    /// Values as Trac shows them: the columns and rows asked for, group and order, the filtered fields, status, priority, time and changetime.
    /// Nothing is empty text and a missing reporter <c>anonymous</c>; a checkbox is <c>1</c> or <c>0</c>, a time the digits of its microseconds.
    /// </summary>
    public required FieldValues Values { get; init; }

    /// <summary>A value as text; empty for a field that was not read.</summary>
    /// <param name="field">Name of the field, or <c>id</c>.</param>
    public string this[string field] =>
        field is "id" ? Id.ToString(CultureInfo.InvariantCulture) : Values[field] ?? "";

    /// <summary>The value of a time field; null when it is empty or unreadable.</summary>
    /// <param name="field">Name of the field.</param>
    public DateTimeOffset? GetTime(string field) =>
        long.TryParse(Values[field], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
        && TracTime.IsInRange(microseconds)
            ? TracTime.FromMicroseconds(microseconds)
            : null;
}
