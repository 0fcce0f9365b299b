namespace OffTrac.Core.Environments;

/// <summary>A report of a new environment.</summary>
internal sealed record DefaultReport(string Title, string Description, string Query);
