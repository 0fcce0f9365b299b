using OffTrac.Core.Resources;
using OffTrac.Core.Security.Requestors;
using OffTrac.Core.Search;
using OffTrac.Core.Queries;
using OffTrac.Core.Sessions;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Wiki.Links;

/// <summary>The links of the golden environment, with a database that counts how often it is asked.</summary>
internal sealed class LinkWorld : IAsyncDisposable
{
    private readonly Stores _stores;

    private LinkWorld(Stores stores, string ini)
    {
        _stores = stores;
        var file = Path.Combine(stores.Environment.Directory, "conf", "trac.ini");
        Ini = new IniText(File.ReadAllText(file) + "\n" + ini);
        Database = new CountingDatabase(stores.Database);
        var points = new TestPoints();
        var resources = new ResourceSystem(points.Get<IResourceManager>());
        var attachments = new AttachmentSearch(Database, Permissions, resources);
        points.Add("trac.ticket.api.TicketSystem", new TicketSystem(Database, new TicketLinks(Database, Permissions)));
        points.Add("trac.wiki.api.WikiSystem", new WikiSystem(Database, Ini, new PageLinks(new PageNames(Database), Permissions, Ini)));
        points.Add("trac.ticket.roadmap.MilestoneModule", new MilestoneModule(
            Database, new MilestoneSearch(Database, Permissions, attachments, Time), new MilestoneLinks(Database, Permissions, Ini, Time)));
        points.Add("trac.attachment.AttachmentModule", new AttachmentModule(Database, resources, new AttachmentLinks(Database, Permissions, resources)));
        points.Add("trac.ticket.report.ReportModule", new ReportActions(new ReportLinks(Database, Permissions)));
        points.Add("trac.ticket.query.QueryModule", new QueryModule(new TicketQueries(
            stores.Environment, Database, stores.Fields, new UserTimes(stores.Environment, new SessionStore(Database, Ini, Time), Time), Time)));
        points.Add("trac.search.web_ui.SearchModule", new SearchActions());
        points.Add("trac.timeline.web_ui.TimelineModule", new TimelineActions(Time));
        points.Add("trac.versioncontrol.web_ui.browser.BrowserModule", new BrowserActions());
        points.Add("trac.versioncontrol.web_ui.changeset.ChangesetModule", new ChangesetSearch(Database, Permissions));
        points.Add("trac.versioncontrol.web_ui.log.LogModule", new LogActions());
        points.Add("trac.web.chrome.Chrome", new EmailActions());
        var external = new ExternalLinks(stores.Environment, Ini);
        InterWiki = new InterWiki(Database, Ini, external);
        Links = new WikiLinks(
            points.Get<IWikiLinkResolver>(), new RelativeLinks(resources, Ini), new InterTrac(Ini, external), InterWiki,
            new MailLinks(Ini, new SessionStore(Database, Ini, Time), Permissions), external);
    }

    public IniText Ini { get; }

    public CountingDatabase Database { get; }

    public TestPermissions Permissions { get; } = new();

    public ManualTime Time { get; } = new();

    public InterWiki InterWiki { get; }

    public WikiLinks Links { get; }

    public Stores Stores => _stores;

    public static async Task<LinkWorld> OpenAsync(TestEngine engine, string ini = "") => new(await Stores.GoldenAsync(engine), ini);

    /// <summary>One link as text: what it is, label, and attributes that it has.</summary>
    public async Task<string> ResolveAsync(WikiLinkTarget target, Resource? resource = null)
    {
        var context = new WikiContext { User = "joe", BaseHref = "/h", RequestHref = "/h", Resource = resource };
        return Text((await Links.ResolveAsync([target], context, default))[0]);
    }

    /// <summary>A link written short, such as <c>ticket:1</c>.</summary>
    public static WikiLinkTarget Short(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return new WikiLinkTarget { Namespace = text[..colon], Target = text[(colon + 1)..], Label = text, Source = text, HasLabel = false, Syntax = WikiLinkSyntax.Short };
    }

    public async ValueTask DisposeAsync() => await _stores.DisposeAsync();

    private static string Text(WikiLink link)
    {
        var element = link.Element switch { WikiLinkElement.Text => "text", WikiLinkElement.Emphasis => "em", _ => "a" };
        var attributes = string.Concat(
            Attribute("class", link.CssClass), Attribute("href", link.Href), Attribute("rel", link.Rel), Attribute("title", link.Title));
        var next = link.Next is null ? "" : " + " + Text(link.Next);
        return $"{element}{attributes} {(link.HasIcon ? "*" : "")}{link.Label}{next}";
    }

    private static string Attribute(string name, string? value) => value is null ? "" : $" {name}={value}";
}
