namespace OffTrac.Core.Notifications;

/// <summary>A field as a mail shows it.</summary>
/// <param name="Label">The field's label.</param>
/// <param name="Value">Its value for people.</param>
/// <param name="IsBig">Whether it stands below the table: a text area, or several lines.</param>
internal sealed record Property(string Label, string Value, bool IsBig);
