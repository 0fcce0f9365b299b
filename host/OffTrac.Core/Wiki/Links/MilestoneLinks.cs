using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to milestones.</summary>
public sealed class MilestoneLinks(IDatabase database, IPermissions permissions, IEnvironmentConfiguration configuration, TimeProvider time)
{
    private readonly string _select = $"SELECT name, due, completed FROM milestone WHERE {ListedValues.In(database, "name", "@names")}";

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        List<(WikiLinkTarget Target, LinkParts Parts)> links = [.. targets.Select(target => (target, LinkParts.Split(target.Target)))];
        string[] names = [.. links.Select(link => link.Parts.Path).Distinct(StringComparer.Ordinal)];
        var rows = await database.ReadAsync((self: this, names), ReadAsync, cancellation).ConfigureAwait(false);
        var view = await LinkPermissions.CheckAsync(
            permissions, "MILESTONE_VIEW", context.User, names.Where(rows.ContainsKey).Select(ResourceOf), cancellation).ConfigureAwait(false);
        var create = await LinkPermissions.CheckAsync(
            permissions, "MILESTONE_CREATE", context.User, names.Where(name => !rows.ContainsKey(name)).Select(ResourceOf), cancellation)
            .ConfigureAwait(false);
        return [.. links.Select(link => Write(
            link.Target.Label, link.Parts, rows.GetValueOrDefault(link.Parts.Path), view.Contains(ResourceOf(link.Parts.Path)), create.Contains(ResourceOf(link.Parts.Path)), context))];
    }

    private WikiLink Write(string label, LinkParts parts, Row? milestone, bool isVisible, bool isCreatable, WikiContext context)
    {
        var rest = parts.Query + parts.Fragment;
        if (parts.Path.Length == 0 && rest.Length == 0)
            return WikiLink.Text("");
        var href = LinkAddress.Path(context.BaseHref, "milestone", parts.Path) + rest;
        if (milestone is not null)
        {
            return isVisible
                ? new WikiLink { Label = label, CssClass = milestone.Completed > 0 ? "closed milestone" : "milestone", Href = href, Title = TitleOf(milestone, context) }
                : new WikiLink { Label = label, CssClass = "milestone" };
        }

        return isCreatable
            ? new WikiLink { Label = label, CssClass = "missing milestone", Href = href, Rel = "nofollow" }
            : new WikiLink { Label = label, CssClass = "milestone missing" };
    }

    private string TitleOf(Row milestone, WikiContext context)
    {
        var now = time.GetUtcNow();
        var form = new UserTime { Zone = context.TimeZone, IsIso = configuration.Get("trac", "default_date_format") == "iso8601" };
        if (milestone.Completed is > 0 and { } completed)
            return $"Completed {Describe(completed, "ago")}";
        if (milestone.Due is not (> 0 and { } due))
            return "No date set";
        return TracTime.FromMicroseconds(due) < now ? Describe(due, "late") : $"Due in {Describe(due, "")}";

        string Describe(long microseconds, string suffix)
        {
            var moment = TracTime.FromMicroseconds(microseconds);
            var duration = $"{TimeText.Duration(moment, now)} {suffix}".TrimEnd();
            return $"{duration} ({form.FormatDateTime(moment)})";
        }
    }

    private static Resource ResourceOf(string name) => new() { Realm = "milestone", Id = name };

    private static async ValueTask<Dictionary<string, Row>> ReadAsync(
        IDatabaseSession session, (MilestoneLinks Self, string[] Names) asked, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<Row>(
            asked.Self._select, new { names = ListedValues.Of(asked.Self.Database, asked.Names) }, cancellation).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
    }

    private IDatabase Database => database;

    private sealed class Row
    {
        public required string Name { get; init; }

        public long? Due { get; init; }

        public long? Completed { get; init; }
    }
}
