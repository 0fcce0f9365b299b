using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Reports;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>A report's statement as a file, title and description as comments before it.</summary>
internal sealed class ReportSqlResult(Report report) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"-- ## {report.Id}: {OneLine(report.Title)} ## --\n\n");
        if (!string.IsNullOrEmpty(report.Description))
            text.Append("-- ").Append(report.Description.TrimEnd('\r', '\n').ReplaceLineEndings("\n-- ")).Append("\n\n");
        text.Append(report.Query);
        httpContext.Response.ContentType = "text/plain;charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=report_{report.Id}.sql");
        return httpContext.Response.WriteAsync(text.ToString(), httpContext.RequestAborted);
    }

    private static string OneLine(string? text) => (text ?? "").ReplaceLineEndings(" ");
}
