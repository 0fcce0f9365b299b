using OffTrac.Core.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to a moment of the timeline.</summary>
internal static class TimelineLinks
{
    public static WikiLink Resolve(WikiLinkTarget target, WikiContext context, DateTimeOffset now)
    {
        var (path, query, fragment) = LinkParts.Split(target.Target);
        if (DateText.Parse(path, now, TimeZoneInfo.Utc) is not { } time)
        {
            return new WikiLink
            {
                Label = target.Label,
                CssClass = "timeline missing",
                Title = $"\"{TracText.Strip(path)}\" is an invalid date, or the date format is not known. Try \"YYYY-MM-DDThh:mm:ss±hh:mm\" instead.",
            };
        }

        var iso = TimeText.Iso(TimeZoneInfo.ConvertTime(time, context.TimeZone));
        var precision = PrecisionOf(path) is { } unit ? "&precision=" + unit : "";
        var href = $"{LinkAddress.Path(context.RequestHref, "timeline")}?from={LinkAddress.Argument(iso)}{precision}";
        return new WikiLink
        {
            Label = target.Label.Length > 0 ? target.Label : iso,
            CssClass = "timeline",
            Title = $"See timeline at {iso}",
            Href = LinkParts.Join(href, query, fragment),
        };
    }

    private static string? PrecisionOf(string path)
    {
        var mark = path.IndexOf('T', StringComparison.Ordinal);
        if (mark < 0)
            return null;
        var time = path[(mark + 1)..];
        var zone = time.IndexOf('Z', StringComparison.Ordinal);
        return (zone < 0 ? time.Length : zone) switch
        {
            >= 6 => "seconds",
            >= 4 => "minutes",
            >= 2 => "hours",
            _ => null,
        };
    }
}
