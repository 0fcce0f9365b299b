using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>A row that the user may see.</summary>
/// <param name="Resource">What the row is about.</param>
/// <param name="Cells">Its cells; people in them as the user may see them.</param>
internal sealed record ReportRow(Resource Resource, IReadOnlyList<object?> Cells);
