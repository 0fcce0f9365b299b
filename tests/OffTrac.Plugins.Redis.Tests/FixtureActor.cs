using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>Does what was done when the messages were recorded: as the web pages, the RPC methods and the API's callers do it.</summary>
/// <param name="environment">Where.</param>
/// <param name="overRpc">Whether RPC's steps are calls over HTTP; otherwise the stores are told what those calls tell them.</param>
internal sealed class FixtureActor(TestEnvironment environment, bool overRpc = false)
{
    private const EditSteps Steps = EditSteps.Workflow | EditSteps.Manipulators | EditSteps.Notification;

    private readonly ITicketStore _tickets = environment.Get<ITicketStore>();
    private readonly ITicketEditor _ticketEditor = environment.Get<ITicketEditor>();
    private readonly IWikiStore _pages = environment.Get<IWikiStore>();
    private readonly IWikiEditor _pageEditor = environment.Get<IWikiEditor>();

    /// <summary>Takes a step.</summary>
    public async Task ActAsync(FixtureStep step)
    {
        var stimulus = step.Stimulus;
        switch ((string)stimulus["kind"]!, (string?)stimulus["action"])
        {
            case ("web", "edit_comment"):
                await EditCommentAsync(isTicket: step.Name.StartsWith("ticket", StringComparison.Ordinal));
                break;
            case ("web", _):
                await WebAsync(stimulus);
                break;
            case ("rpc", _) when overRpc:
                await CallAsync(stimulus);
                break;
            case ("rpc", _):
                await RpcAsync((string)stimulus["method"]!, stimulus["params"]!.AsArray());
                break;
            default:
                await ApiAsync(stimulus, step);
                break;
        }
    }

    private async Task EditCommentAsync(bool isTicket)
    {
        if (isTicket)
        {
            var change = (await _tickets.GetChangesAsync(1, default)).Last(row => row.Field == "comment");
            await _tickets.ModifyCommentAsync(new TicketCommentEdit { Id = 1, ChangeTime = change.Time, Comment = "edited", Author = "anonymous" }, null, default);
        }
        else
        {
            var page = (await _pages.ListLatestAsync(default))[0];
            await _pages.EditCommentAsync(new WikiPageCommentEdit { Name = page.Name, Version = page.Version, Comment = "edited", Author = "anonymous" }, null, default);
        }
    }

    /// <summary>Gives a ticket the values that it had before the step; steps that were not recorded are skipped this way.</summary>
    public async Task PrepareAsync(int id, JsonObject values)
    {
        var wanted = Fields(values.Where(value => value.Value is not null && value.Key is not ("id" or "time" or "changetime")));
        if (id == 0)
            return;
        while (await _tickets.FindAsync(id, default) is null)
            await _tickets.CreateAsync(new NewTicket { Values = FieldValues.From([new("summary", "prepared")]) }, null, default);
        await _tickets.ChangeAsync(new TicketUpdate { Id = id, Author = "test", Values = wanted, Time = Moment(values["changetime"]) }, null, default);
    }

    private static DateTimeOffset? Moment(JsonNode? text) =>
        text is null ? null : DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static FieldValues Fields(IEnumerable<KeyValuePair<string, JsonNode?>> values) =>
        FieldValues.From(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)));

    private static FieldValues Form(JsonObject fields)
    {
        var values = Fields(fields.Where(field => field.Key.StartsWith("field_", StringComparison.Ordinal))
            .Select(field => KeyValuePair.Create(field.Key["field_".Length..], field.Value)));
        foreach (var (name, _) in fields.Where(field => field.Key.StartsWith("checkbox_", StringComparison.Ordinal)))
        {
            if (!values.Contains(name["checkbox_".Length..]))
                values = values.With(name["checkbox_".Length..], "0");
        }

        return values;
    }

    private async Task WebAsync(JsonObject stimulus)
    {
        var path = (string?)stimulus["path"] ?? "";
        var action = (string?)stimulus["action"];
        if (path == "/newticket")
        {
            var request = new TicketRequest { User = "anonymous", Values = Form((JsonObject)stimulus["fields"]!), Steps = Steps, Origin = ChangeOrigin.Web };
            Assert.Empty((await _ticketEditor.CreateAsync(request, null, default)).Problems);
        }
        else if (path.StartsWith("/ticket/", StringComparison.Ordinal))
        {
            await TicketPageAsync(int.Parse(path["/ticket/".Length..], CultureInfo.InvariantCulture), stimulus);
        }
        else if (path == "/batchmodify")
        {
            var now = TimeProvider.System.GetUtcNow();
            foreach (var id in stimulus["tickets"]!.AsArray())
            {
                var values = FieldValues.Empty.With("milestone", (string)stimulus["milestone"]!);
                await _tickets.ChangeAsync(
                    new TicketUpdate { Id = (int)id!, Author = "anonymous", Comment = "batch comment", Values = values, Time = now }, null, default);
            }
        }
        else if (action == "rename")
        {
            var rename = new WikiPageRename { Name = path["/wiki/".Length..], NewName = (string)stimulus["new_name"]!, Author = "anonymous" };
            await _pages.RenameAsync(rename, null, default);
        }
        else
        {
            await WikiPageAsync(path["/wiki/".Length..], action, stimulus);
        }
    }

    private async Task TicketPageAsync(int id, JsonObject stimulus)
    {
        var request = new TicketRequest { Id = id, User = "anonymous", Steps = Steps, Origin = ChangeOrigin.Web };
        if ((string?)stimulus["action"] == "delete")
        {
            await _ticketEditor.DeleteAsync(request, null, default);
            return;
        }

        var changed = (JsonObject)stimulus["changed"]!;
        var arguments = changed.Where(field => field.Key.StartsWith("action_", StringComparison.Ordinal));
        var result = await _ticketEditor.ChangeAsync(
            request with
            {
                Values = Form(changed),
                Comment = (string?)changed["comment"] ?? "",
                Action = (string?)changed["action"] ?? "leave",
                ActionArguments = Fields(arguments),
            },
            null,
            default);
        Assert.Empty(result.Problems);
    }

    private async Task WikiPageAsync(string name, string? action, JsonObject stimulus)
    {
        if (action is not null)
        {
            var version = action.StartsWith("delete version ", StringComparison.Ordinal) ? int.Parse(action["delete version ".Length..], CultureInfo.InvariantCulture) : (int?)null;
            await _pageEditor.DeleteAsync(new WikiRequest { Name = name, User = "anonymous", Version = version, Steps = EditSteps.None }, null, default);
            return;
        }

        var request = new WikiRequest
        {
            Name = name,
            User = "anonymous",
            Author = (string)stimulus["author"]!,
            Text = (string)stimulus["text"]!,
            Comment = (string)stimulus["comment"]!,
            IsReadOnly = (bool)stimulus["readonly"]!,
            Version = (int)stimulus["version"]!,
            Steps = EditSteps.Collision | EditSteps.Manipulators,
            Origin = ChangeOrigin.Web,
        };
        Assert.Empty((await _pageEditor.SaveAsync(request, null, default)).Problems);
    }

    private async Task CallAsync(JsonObject stimulus)
    {
        var call = new JsonObject { ["method"] = stimulus["method"]!.DeepClone(), ["params"] = stimulus["params"]!.DeepClone() };
        using var body = new StringContent(call.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await environment.Http.PostAsync(new Uri("rpc", UriKind.Relative), body);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (answer["error"] is { } error)
            throw new Sdk.TracException((string)error["message"]!);
    }

    private async Task RpcAsync(string method, JsonArray parameters)
    {
        switch (method)
        {
            case "ticket.create":
                var when = parameters.Count > 4 ? parameters[4]!["__jsonclass__"]![1] : null;
                FieldValues given = FieldValues.From([
                    new("summary", (string)parameters[0]!), new("description", (string)parameters[1]!), new("reporter", "anonymous"),
                    .. Fields((JsonObject)parameters[2]!), new("status", "new"), new("resolution", ""),
                ]);
                await _tickets.CreateAsync(new NewTicket { Values = given, Time = Moment(when), Origin = ChangeOrigin.Rpc }, null, default);
                return;
            case "ticket.update":
                var update = new TicketUpdate
                {
                    Id = (int)parameters[0]!, Author = "anonymous", Comment = (string)parameters[1]!, Values = Fields((JsonObject)parameters[2]!), Origin = ChangeOrigin.Rpc,
                };
                await _tickets.ChangeAsync(update, null, default);
                return;
            case "wiki.putPage":
                var save = new WikiPageSave
                {
                    Name = (string)parameters[0]!, Text = (string)parameters[1]!, Comment = (string?)parameters[2]!["comment"], Author = "anonymous", Origin = ChangeOrigin.Rpc,
                };
                await _pages.SaveAsync(save, null, default);
                return;
            case "wiki.deletePage":
                await _pages.DeleteAsync(
                    new WikiPageDeletion { Name = (string)parameters[0]!, Version = parameters.Count > 1 ? (int)parameters[1]! : null, Origin = ChangeOrigin.Rpc }, null, default);
                return;
            default:
                throw new NotSupportedException(method);
        }
    }

    private async Task ApiAsync(JsonObject stimulus, FixtureStep step)
    {
        if (stimulus["values"] is JsonObject values)
        {
            await _tickets.CreateAsync(new NewTicket { Values = Fields(values), Time = Moment(stimulus["when"]) }, null, default);
        }
        else if (stimulus["set"] is JsonObject set)
        {
            var update = new TicketUpdate
            {
                Id = (int)stimulus["id"]!, Author = (string?)stimulus["author"], Comment = (string?)stimulus["comment"], Values = Fields(set), Time = Moment(stimulus["when"]),
            };
            await _tickets.ChangeAsync(update, null, default);
        }
        else if (stimulus["id"] is { } id)
        {
            await _tickets.DeleteAsync(new TicketDeletion { Id = (int)id }, null, default);
        }
        else if (stimulus["attachment"] is { } file)
        {
            using var content = new MemoryStream([1, 2, 3]);
            await environment.Get<IAttachmentStore>().AddAsync(
                new NewAttachment { Parent = Resource.Ticket(1), FileName = (string)file!, Author = "admin" }, content, null, default);
        }
        else
        {
            await ApiPageAsync((string)stimulus["page"]!, stimulus, step);
        }
    }

    private async Task ApiPageAsync(string page, JsonObject stimulus, FixtureStep step)
    {
        if (stimulus["text"] is not { } text)
        {
            await _pages.DeleteAsync(new WikiPageDeletion { Name = page, Version = (int?)stimulus["delete_version"] }, null, default);
            return;
        }

        var expected = JsonNode.Parse(step.Expected(allValues: false)[0].Payload)!;
        var save = new WikiPageSave
        {
            Name = page,
            Text = (string)text!,
            Author = (string?)expected["author"],
            Comment = (string?)expected["comment"],
            Time = Moment(expected["time"]),
            Replace = (bool?)stimulus["replace"] ?? false,
        };
        await _pages.SaveAsync(save, null, default);
    }
}
