using OffTrac.Core.Configuration;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to reports.</summary>
public sealed class ReportLinks(IDatabase database, IPermissions permissions)
{
    private readonly string _select = $"SELECT id FROM report WHERE {ListedValues.In(database, "id", "@numbers")}";

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        List<(WikiLinkTarget Target, LinkParts Parts, int? Number)> links = [.. targets.Select(Read)];
        int[] numbers = [.. links.Select(link => link.Number).OfType<int>().Distinct()];
        var existing = numbers.Length == 0 ? [] : await database.ReadAsync((self: this, numbers), FindAsync, cancellation).ConfigureAwait(false);
        var visible = await LinkPermissions.CheckAsync(
            permissions, "REPORT_VIEW", context.User,
            links.Where(link => link.Number is { } number && existing.Contains(number)).Select(link => ResourceOf(link.Parts.Path)), cancellation)
            .ConfigureAwait(false);
        return [.. links.Select(link => link.Number is { } number && existing.Contains(number)
            ? Write(link.Target, link.Parts, visible.Contains(ResourceOf(link.Parts.Path)), context)
            : new WikiLink { Label = link.Target.Label, CssClass = "missing report", Title = "report does not exist" })];
    }

    private static (WikiLinkTarget Target, LinkParts Parts, int? Number) Read(WikiLinkTarget target)
    {
        var parts = LinkParts.Split(target.Target);
        var isNumber = PythonText.Strip(parts.Path).Length > 0 && TracValue.TryParseInt(parts.Path, out var number) && number is > 0 and <= int.MaxValue;
        return (target, parts, isNumber && TracValue.TryParseInt(parts.Path, out number) ? (int)number : null);
    }

    private static WikiLink Write(WikiLinkTarget target, LinkParts parts, bool isVisible, WikiContext context) => isVisible
        ? new WikiLink { Label = target.Label, CssClass = "report", Href = LinkAddress.Path(context.BaseHref, "report", parts.Path) + parts.Query }
        : new WikiLink { Label = target.Label, CssClass = "forbidden report", Title = "no permission to view report" };

    private static Resource ResourceOf(string id) => new() { Realm = "report", Id = id };

    private static async ValueTask<HashSet<int>> FindAsync(
        IDatabaseSession session, (ReportLinks Self, int[] Numbers) asked, CancellationToken cancellation) =>
        [.. await session.QueryAsync<int>(
            asked.Self._select, new { numbers = ListedValues.Of(asked.Self.Database, asked.Numbers) }, cancellation).ConfigureAwait(false)];

    private IDatabase Database => database;
}
