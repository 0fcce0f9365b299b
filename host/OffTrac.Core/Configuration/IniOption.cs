namespace OffTrac.Core.Configuration;

/// <summary>An option in a file: its value and the lines that it takes.</summary>
/// <param name="Name">Name in lower case.</param>
/// <param name="Value">Value, pieces of several lines joined by line breaks.</param>
/// <param name="FirstLine">Index of the line with the name, from 0.</param>
/// <param name="LastLine">Index of the last line that belongs to the value.</param>
public sealed record IniOption(string Name, string Value, int FirstLine, int LastLine);
