using OffTrac.Core.Tickets;

namespace OffTrac.Host.Commands;

/// <summary>Dates that people type.</summary>
internal static class DateArgument
{
    /// <summary>Null for an empty text, which takes a date away.</summary>
    public static DateTimeOffset? Optional(string text, CommandContext context) => text.Length == 0 ? null : Required(text, context);

    public static DateTimeOffset Required(string text, CommandContext context) =>
        DateText.Parse(text, context.Console.Time.GetUtcNow(), context.Console.Time.LocalTimeZone)
        ?? throw new UsageException($"'{text}' is not a date, such as 2027-03-31, 2027-03-31T17:00:00Z or now.");
}
