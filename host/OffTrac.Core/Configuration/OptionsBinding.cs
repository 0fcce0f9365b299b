namespace OffTrac.Core.Configuration;

/// <summary>A record as the ini fills it, and what was wrong.</summary>
/// <param name="Value">The record; options with problems have their defaults in it.</param>
/// <param name="Problems">Each one line: file, line, section, option, value, what is allowed.</param>
public sealed record OptionsBinding<T>(T Value, IReadOnlyList<string> Problems);
