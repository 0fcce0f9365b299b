namespace OffTrac.Core.Environments;

/// <summary>One option of a new environment's <c>conf/trac.ini</c>.</summary>
public sealed record ConfiguredDefault(string Section, string Option, string Value);
