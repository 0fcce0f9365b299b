using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Reference;

/// <summary>Lists who can be told of changes.</summary>
[Component("trac.notification.prefs.SubscriberListMacro")]
public sealed class SubscriberListMacro(IExtensionPoint<INotificationSubscriber> subscribers) : Macro(
    "SubscriberList", "Lists the subscribers that rules of notification are made of. The argument is the beginning of a name.")
{
    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var beginning = (call.Content ?? "").Trim().Trim('*');
        var answers = await subscribers
            .AskAllAsync(0, static (subscriber, _, _) => ValueTask.FromResult(subscriber.Description), cancellation)
            .ConfigureAwait(false);
        var found = answers.Select(static answer => (Name: answer.Component[(answer.Component.LastIndexOf('.') + 1)..], Description: answer.Value))
            .Where(subscriber => subscriber.Name.StartsWith(beginning, StringComparison.Ordinal))
            .OrderBy(static subscriber => subscriber.Name, CodePointOrder.Instance).ToList();
        var html = new HtmlWriter().Open("div", ("class", "trac-subscriberlist")).Open("table", ("class", "wiki"))
            .Open("thead").Open("tr").Element("th", "Subscriber").Element("th", "Description").Close("tr").Close("thead").Open("tbody");
        for (var i = 0; i < found.Count; i++)
        {
            html.Open("tr", ("class", i % 2 == 1 ? "odd" : "even")).Open("td").Element("code", found[i].Name).Close("td")
                .Element("td", found[i].Description).Close("tr");
        }

        return html.Close("tbody").Close("table").Close("div").ToString();
    }
}
