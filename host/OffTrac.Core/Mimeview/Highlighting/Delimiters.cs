namespace OffTrac.Core.Mimeview.Highlighting;

/// <summary>What a comment or string begins and ends with.</summary>
/// <param name="Open">What it begins with.</param>
/// <param name="Close">What it ends with; empty for the end of the line.</param>
/// <param name="CssClass">Class of all of it.</param>
/// <param name="Escape">Character that takes the next one its meaning; null for none.</param>
/// <param name="IsMultiline">Whether it goes on over line ends.</param>
internal sealed record Delimiters(string Open, string Close, string CssClass, char? Escape = null, bool IsMultiline = false);
