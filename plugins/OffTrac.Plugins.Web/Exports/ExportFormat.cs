namespace OffTrac.Plugins.Web.Exports;

/// <summary>A kind of table of text.</summary>
internal sealed record ExportFormat
{
    public required string Key { get; init; }

    public required char Separator { get; init; }

    public required string MediaType { get; init; }

    public required string Extension { get; init; }

    public static ExportFormat Csv { get; } = new() { Key = "csv", Separator = ',', MediaType = "text/csv", Extension = "csv" };

    public static ExportFormat Tab { get; } = new() { Key = "tab", Separator = '\t', MediaType = "text/tab-separated-values", Extension = "tsv" };

    public static ExportFormat? Find(string? key) => key switch { "csv" => Csv, "tab" => Tab, _ => null };
}
