using System.Text;
using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Plays one recorded step on attachments, comments, names of pages, milestones and the lists of select fields.</summary>
internal static class RecordedStep
{
    public static async Task PlayAsync(Stores stores, JsonElement step)
    {
        var op = Text(step, "op")!;
        await (op switch
        {
            "attach" or "moveattach" or "delattach" => AttachmentAsync(stores, op, step),
            "web" or "webnew" or "batch" => RecordedForm.PlayAsync(stores, op, step),
            "editcommentform" or "milestoneform" or "milestonedelete" or "pasthistory" or "pastversion" => RecordedEditing.PlayAsync(stores, op, step),
            "comment" or "delchange" => ChangeAsync(stores, op, step),
            "rename" or "editcomment" => PageAsync(stores, op, step),
            "milestone" or "setmilestone" or "delmilestone" or "retarget" => MilestoneAsync(stores, op, step),
            _ => ListAsync(stores, op, step),
        });
    }

    private static async Task AttachmentAsync(Stores stores, string op, JsonElement step)
    {
        var parent = new Resource { Realm = Text(step, "realm")!, Id = Text(step, "id") };
        switch (op)
        {
            case "attach":
                var made = new NewAttachment
                {
                    Parent = parent,
                    FileName = Text(step, "name")!,
                    Author = Text(step, "author"),
                    Description = Text(step, "description"),
                };
                var content = new MemoryStream(Encoding.UTF8.GetBytes(Text(step, "text")!));
                Assert.Equal(Text(step, "name_stored"), (await stores.Attachments.AddAsync(made, content, null, default)).FileName);
                break;
            case "moveattach":
                var move = new AttachmentMove
                {
                    Parent = parent,
                    FileName = Text(step, "name"),
                    NewParent = new Resource { Realm = Text(step, "newrealm")!, Id = Text(step, "newid") },
                    NewFileName = Text(step, "newname"),
                };
                await stores.Attachments.MoveAsync(move, null, default);
                break;
            default:
                await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = parent, FileName = Text(step, "name") }, null, default);
                break;
        }
    }

    private static async Task ChangeAsync(Stores stores, string op, JsonElement step)
    {
        var id = step.GetProperty("id").GetInt32();
        var change = await stores.Tickets.FindChangeAsync(id, step.GetProperty("number").GetInt32(), default);
        if (op == "delchange")
        {
            await stores.Tickets.DeleteChangeAsync(new TicketChangeDeletion { Id = id, ChangeTime = change[0].Time }, null, default);
            return;
        }

        var edit = new TicketCommentEdit
        {
            Id = id, ChangeTime = change[0].Time, Author = Text(step, "author"), Comment = Text(step, "comment"),
        };
        await stores.Tickets.ModifyCommentAsync(edit, null, default);
        if (!Has(step, "history"))
            return;
        var history = await stores.Tickets.GetCommentHistoryAsync(id, change[0].Time, default);
        Assert.Equal(
            step.GetProperty("history").EnumerateArray().Select(version => new TicketCommentVersion
            {
                Number = version[0].GetInt32(),
                Time = TracTime.FromMicroseconds(version[1].GetInt64()),
                Author = version[2].GetString(),
                Text = version[3].GetString()!,
            }),
            history);
    }

    private static async Task PageAsync(Stores stores, string op, JsonElement step)
    {
        var name = Text(step, "name")!;
        if (op == "rename")
        {
            await stores.Wiki.RenameAsync(new WikiPageRename { Name = name, NewName = Text(step, "newname")! }, null, default);
            return;
        }

        var edit = new WikiPageCommentEdit { Name = name, Version = step.GetProperty("version").GetInt32(), Comment = Text(step, "comment") };
        await stores.Wiki.EditCommentAsync(edit, null, default);
    }

    private static async Task MilestoneAsync(Stores stores, string op, JsonElement step)
    {
        var name = Text(step, "name")!;
        switch (op)
        {
            case "milestone":
                var made = new Milestone { Name = name, Due = Time(step, "due"), Description = Text(step, "description") ?? "" };
                await stores.Milestones.CreateAsync(new NewMilestone { Milestone = made }, null, default);
                break;
            case "setmilestone":
                var stored = (await stores.Milestones.FindAsync(name, default))!;
                var update = new MilestoneUpdate
                {
                    Name = name,
                    Author = Text(step, "author"),
                    Milestone = new Milestone
                    {
                        Name = Text(step, "to") ?? name,
                        Due = Has(step, "due") ? Time(step, "due") : stored.Due,
                        Completed = Has(step, "completed") ? Time(step, "completed") : stored.Completed,
                        Description = Text(step, "description") ?? stored.Description,
                    },
                };
                await stores.Milestones.UpdateAsync(update, null, default);
                break;
            case "retarget":
                var retarget = new MilestoneRetarget
                {
                    Name = name,
                    Target = Text(step, "to"),
                    Author = Text(step, "author"),
                    Comment = Text(step, "comment"),
                    ExcludeClosed = step.GetProperty("exclude").GetBoolean(),
                };
                Assert.Equal(
                    step.GetProperty("tickets").EnumerateArray().Select(id => id.GetInt32()),
                    await stores.Milestones.MoveTicketsAsync(retarget, null, default));
                break;
            default:
                await stores.Milestones.DeleteAsync(new MilestoneDeletion { Name = name }, null, default);
                break;
        }
    }

    private static async Task ListAsync(Stores stores, string op, JsonElement step)
    {
        var name = Text(step, "name")!;
        var kind = Text(step, "type") switch
        {
            "ticket_type" => TicketEnumKind.TicketType,
            "priority" => TicketEnumKind.Priority,
            "severity" => TicketEnumKind.Severity,
            _ => TicketEnumKind.Resolution,
        };
        switch (op)
        {
            case "version":
                var version = new TicketVersion { Name = name, Time = Time(step, "versiontime"), Description = Text(step, "description") ?? "" };
                await stores.Versions.CreateAsync(version, null, default);
                break;
            case "setversion":
                var changed = new TicketVersion
                {
                    Name = Text(step, "to") ?? name, Time = Time(step, "versiontime"), Description = Text(step, "description")!,
                };
                await stores.Versions.UpdateAsync(name, changed, null, default);
                break;
            case "delversion":
                await stores.Versions.DeleteAsync(name, null, default);
                break;
            case "component":
                await stores.Components.CreateAsync(new TicketComponent { Name = name, Owner = Text(step, "owner") ?? "" }, null, default);
                break;
            case "setcomponent":
                var component = (await stores.Components.FindAsync(name, default))!;
                var next = new TicketComponent
                {
                    Name = Text(step, "to") ?? name,
                    Owner = Text(step, "owner") ?? component.Owner,
                    Description = Text(step, "description") ?? component.Description,
                };
                await stores.Components.UpdateAsync(name, next, null, default);
                break;
            case "delcomponent":
                await stores.Components.DeleteAsync(name, null, default);
                break;
            case "enum":
                await stores.Enums.CreateAsync(kind, new TicketEnumValue { Name = name }, null, default);
                break;
            case "setenum":
                var value = (await stores.Enums.ListAsync(kind, default)).Single(value => value.Name == name);
                await stores.Enums.UpdateAsync(kind, name, value with { Name = Text(step, "to")! }, null, default);
                break;
            case "orderenum":
                await stores.Enums.MoveAsync(kind, name, step.GetProperty("up").GetBoolean(), null, default);
                break;
            case "delenum":
                await stores.Enums.DeleteAsync(kind, name, null, default);
                break;
            default:
                throw new ArgumentException($"No step {op}.");
        }
    }

    private static bool Has(JsonElement step, string name) => step.TryGetProperty(name, out _);

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement step, string name) =>
        step.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.GetInt64() != 0
            ? TracTime.FromMicroseconds(value.GetInt64())
            : null;
}
