namespace OffTrac.Sdk.Reports;

/// <summary>By what a list of reports is ordered.</summary>
public enum ReportOrder
{
    /// <summary>By number.</summary>
    Number,

    /// <summary>By title.</summary>
    Title,
}
