using System.Text.Json.Nodes;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>Channels that the original does not have; each has a component that is off until a rule enables it.</summary>
public sealed class FurtherChannelsTests
{
    private static readonly DateTimeOffset s_time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [SkippableFact]
    public async Task Comments_that_are_edited_and_deleted()
    {
        var messages = await MessagesAsync("offtrac.redispub.ticket.RedisCommentStream", async environment =>
        {
            var tickets = environment.Get<ITicketStore>();
            var ticket = await tickets.CreateAsync(new NewTicket { Values = FieldValues.From([new("summary", "s"), new("status", "new")]) }, null, default);
            var changed = await tickets.ChangeAsync(new TicketUpdate { Id = ticket.Id, Author = "joe", Comment = "one", Values = FieldValues.Empty.With("keywords", "k") }, null, default);
            await tickets.ModifyCommentAsync(new TicketCommentEdit { Id = ticket.Id, ChangeTime = changed!.Time, Comment = "two", Author = "admin", Time = s_time }, null, default);
            await tickets.DeleteChangeAsync(new TicketChangeDeletion { Id = ticket.Id, ChangeTime = changed.Time, Author = "admin", Time = s_time }, null, default);
        });
        Assert.Equal(
            ("trac.test.ticket.comment_edited.1", "{\"comment\": \"two\", \"old_comment\": \"one\", \"cnum\": 1, \"author\": \"admin\", \"time\": \"2024-05-06T07:08:09+00:00\", \"id\": 1}"),
            (messages[0].Channel, messages[0].Payload));
        Assert.Equal("trac.test.ticket.comment_deleted.1", messages[1].Channel);
        var deleted = JsonNode.Parse(messages[1].Payload)!;
        Assert.Equal(("k", "", "two", 1), ((string)deleted["new_values"]!["keywords"]!, (string)deleted["old_values"]!["keywords"]!, (string)deleted["comment"]!, (int)deleted["cnum"]!));
        Assert.Equal(2, messages.Count);
    }

    [SkippableFact]
    public async Task Pages_that_are_renamed_and_versions_that_are_deleted_or_have_their_comment_edited()
    {
        var messages = await MessagesAsync("offtrac.redispub.wiki.RedisHistoryStream", async environment =>
        {
            var pages = environment.Get<IWikiStore>();
            await pages.SaveAsync(new WikiPageSave { Name = "Old", Text = "x", Author = "joe", Comment = "a" }, null, default);
            await pages.SaveAsync(new WikiPageSave { Name = "Old", Text = "y", Author = "joe", Comment = "b" }, null, default);
            await pages.EditCommentAsync(new WikiPageCommentEdit { Name = "Old", Version = 1, Comment = "c", Author = "admin" }, null, default);
            await pages.DeleteAsync(new WikiPageDeletion { Name = "Old", Version = 2, Author = "admin" }, null, default);
            await pages.RenameAsync(new WikiPageRename { Name = "Old", NewName = "New", Author = "admin" }, null, default);
        });
        Assert.Equal(
            ["trac.test.wiki.comment_edited.Old", "trac.test.wiki.version_deleted.Old", "trac.test.wiki.renamed.Old"], messages.Select(message => message.Channel));
        var (edited, deleted, renamed) = (JsonNode.Parse(messages[0].Payload)!, JsonNode.Parse(messages[1].Payload)!, JsonNode.Parse(messages[2].Payload)!);
        Assert.Equal(("c", "a", 1), ((string)edited["comment"]!, (string)edited["old_comment"]!, (int)edited["version"]!));
        Assert.Equal((2, "y"), ((int)deleted["version"]!, (string)deleted["text"]!));
        Assert.Equal(("Old", "New"), ((string)renamed["name"]!, (string)renamed["new_name"]!));
    }

    [SkippableFact]
    public async Task Attachments()
    {
        var messages = await MessagesAsync("offtrac.redispub.attachment.RedisAttachmentStream", async environment =>
        {
            await environment.Get<ITicketStore>().CreateAsync(new NewTicket { Values = FieldValues.From([new("summary", "s"), new("status", "new")]) }, null, default);
            await environment.Get<IWikiStore>().SaveAsync(new WikiPageSave { Name = "Page", Text = "x" }, null, default);
            var attachments = environment.Get<IAttachmentStore>();
            using var content = new MemoryStream([1, 2, 3]);
            await attachments.AddAsync(
                new NewAttachment { Parent = Resource.Ticket(1), FileName = "a b.txt", Author = "joe", Description = "d", Time = s_time }, content, null, default);
            await attachments.MoveAsync(new AttachmentMove { Parent = Resource.Ticket(1), FileName = "a b.txt", NewParent = Resource.Wiki("Page"), Author = "joe" }, null, default);
            await attachments.DeleteAsync(new AttachmentDeletion { Parent = Resource.Wiki("Page"), FileName = "a b.txt", Author = "joe" }, null, default);
        });
        Assert.Equal(["trac.test.attachment.added", "trac.test.attachment.reparented", "trac.test.attachment.deleted"], messages.Select(message => message.Channel));
        Assert.Equal(
            "{\"realm\": \"ticket\", \"id\": \"1\", \"filename\": \"a b.txt\", \"size\": 3, \"author\": \"joe\", \"time\": \"2024-05-06T07:08:09+00:00\", \"description\": \"d\"}",
            messages[0].Payload);
        var moved = JsonNode.Parse(messages[1].Payload)!;
        Assert.Equal(("wiki", "Page", "ticket", "1"), ((string)moved["realm"]!, (string)moved["id"]!, (string)moved["old_realm"]!, (string)moved["old_id"]!));
    }

    [SkippableFact]
    public async Task Milestones()
    {
        var messages = await MessagesAsync("offtrac.redispub.milestone.RedisMilestoneStream", async environment =>
        {
            var milestones = environment.Get<IMilestoneStore>();
            var made = await milestones.CreateAsync(new NewMilestone { Milestone = new Milestone { Name = "m", Due = s_time }, Author = "joe" }, null, default);
            await milestones.UpdateAsync(new MilestoneUpdate { Name = "m", Milestone = made with { Name = "n", Due = null }, Author = "joe", Time = s_time }, null, default);
            await milestones.DeleteAsync(new MilestoneDeletion { Name = "n", Author = "joe" }, null, default);
        });
        Assert.Equal(["trac.test.milestone.created", "trac.test.milestone.changed.n", "trac.test.milestone.deleted"], messages.Select(message => message.Channel));
        Assert.Equal("{\"name\": \"m\", \"due\": \"2024-05-06T07:08:09+00:00\", \"completed\": null, \"description\": \"\"}", messages[0].Payload);
        Assert.Equal(
            "{\"name\": \"n\", \"due\": null, \"completed\": null, \"description\": \"\", \"old_values\": {\"name\": \"m\", \"due\": \"2024-05-06T07:08:09+00:00\"}, "
            + "\"author\": \"joe\", \"time\": \"2024-05-06T07:08:09+00:00\"}",
            messages[1].Payload);
    }

    private static async Task<IReadOnlyList<RedisMessageReceived>> MessagesAsync(string component, Func<TestEnvironment, Task> act)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(
            server,
            components: $"tracext.redispub.ticket.* = disabled\ntracext.redispub.wiki.* = disabled\n{component} = enabled");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await act(environment);
        await Deliveries.WaitUntilToldAsync(environment);
        return await subscriber.RestAsync(server);
    }
}
