using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Writes statistics as a bar.</summary>
internal sealed record ProgressBar
{
    public required TicketStatistics Statistics { get; init; }

    /// <summary>Address of the tickets of each interval; null when they are not to be linked.</summary>
    public IReadOnlyList<string>? IntervalHrefs { get; init; }

    /// <summary>What stands beside the bar; null for the share that is done.</summary>
    public string? Percent { get; init; }

    /// <summary>Address of all tickets, for the legend; null for no legend.</summary>
    public string? LegendHref { get; init; }

    public string? Style { get; init; }

    public void Write(HtmlWriter html)
    {
        html.Text("\n").Open("table", ("class", "progress"), ("style", Style)).Text("\n").Open("tr").Text("\n");
        for (var i = 0; i < Statistics.Intervals.Count; i++)
        {
            var interval = Statistics.Intervals[i];
            html.Open("td", ("class", interval.Group.CssClass), ("style", interval.Percent > 0 ? $"width: {Text(interval.Percent)}%" : "display: none"))
                .Text("\n")
                .Element(
                    "a",
                    "",
                    ("href", IntervalHrefs?[i]),
                    ("title", $"{Text(interval.Count)}/{Text(Statistics.Count)} {interval.Group.Label}"))
                .Text("\n").Close("td").Text("\n");
        }

        html.Close("tr").Text("\n").Close("table").Text("\n\n")
            .Element("p", Percent ?? Text(Statistics.DonePercent) + "%", ("class", "percent")).Text("\n");
        if (LegendHref is not null)
            WriteLegend(html);
    }

    private void WriteLegend(HtmlWriter html)
    {
        html.Text("\n").Open("p", ("class", "legend")).Text("\n")
            .Open("span", ("class", "first interval")).Text("\n")
            .Element("a", $"Total number of tickets: {Text(Statistics.Count)}", ("href", LegendHref)).Text("\n")
            .Close("span").Text("\n");
        for (var i = 0; i < Statistics.Intervals.Count; i++)
        {
            var interval = Statistics.Intervals[i];
            html.Open("span", ("class", "interval")).Text("\n- ")
                .Element("a", $"{interval.Group.Label}: {Text(interval.Count)}", ("href", IntervalHrefs?[i])).Text("\n")
                .Close("span").Text("\n");
        }

        html.Close("p").Text("\n");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
