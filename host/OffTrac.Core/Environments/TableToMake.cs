namespace OffTrac.Core.Environments;

/// <summary>Tables of an area that an environment does not have, or has in an older version.</summary>
/// <param name="Area">The area.</param>
/// <param name="Tables">Names of its tables.</param>
/// <param name="Version">Version that they will have.</param>
/// <param name="Present">Version that they have now; null when there are none.</param>
/// <param name="Statements">The statements that make them; empty when they are to be upgraded.</param>
public sealed record TableToMake(string Area, IReadOnlyList<string> Tables, int Version, int? Present, IReadOnlyList<string> Statements);
