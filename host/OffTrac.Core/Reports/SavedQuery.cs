using System.Globalization;
using System.Text;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Reports;

namespace OffTrac.Core.Reports;

/// <summary>A report that is no SQL but a query: an address (<c>?…</c>, <c>query:?…</c>), or TracQuery (<c>query:…</c>).</summary>
internal sealed record SavedQuery
{
    private const string Prefix = "query:";

    /// <summary>Path below the environment's root; null for TracQuery.</summary>
    public string? Address { get; private init; }

    public string Text { get; private init; } = "";

    /// <exception cref="ReportException">The address names another report.</exception>
    public static SavedQuery? Read(Report report)
    {
        var text = string.Concat(Lines(report.Query).Select(TracText.Strip));
        if (text.StartsWith('?'))
            return new SavedQuery { Address = Quote(WithReport(text, report)) };
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        return text.StartsWith(Prefix + "?", StringComparison.Ordinal)
            ? new SavedQuery { Address = Quote(WithReport(text[Prefix.Length..], report)) }
            : new SavedQuery { Text = text[Prefix.Length..] };
    }

    private static string WithReport(string address, Report report)
    {
        var own = string.Create(CultureInfo.InvariantCulture, $"report={report.Id}");
        if (!address.Contains("report=", StringComparison.Ordinal))
            return address + (address.EndsWith('?') ? "" : "&") + own;
        return address.Contains(own, StringComparison.Ordinal)
            ? address
            : throw new ReportException(string.Create(
                CultureInfo.InvariantCulture, $"When specified, the report number should be \"{report.Id}\"."));
    }

    /// <summary>What is printable stays as it is written: it is taken for quoted already.</summary>
    private static string Quote(string address)
    {
        var quoted = new StringBuilder("/query");
        foreach (var part in Encoding.UTF8.GetBytes(address))
        {
            if (part == (byte)' ')
                quoted.Append('+');
            else if (part is > 0x20 and < 0x7f)
                quoted.Append((char)part);
            else
                quoted.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
        }

        return quoted.ToString();
    }

    /// <summary>Lines as Python's <c>splitlines</c> finds them.</summary>
    private static string[] Lines(string text) =>
        text.Split(['\n', '\r', '\v', '\f', '\x1c', '\x1d', '\x1e', '\x85', '\u2028', '\u2029']);
}
