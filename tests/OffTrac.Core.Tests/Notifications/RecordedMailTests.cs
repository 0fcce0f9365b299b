using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Core.Tests.Notifications;

/// <summary>The mails that a Trac 1.6 sent, but for their dates and boundaries, and to whom.</summary>
public abstract partial class RecordedMailTests(TestEngine engine) : IDisposable
{
    private static readonly JsonElement s_cases =
        JsonDocument.Parse(File.ReadAllBytes(FixtureFiles.PathOf("notifications", "trac-1.6.json"))).RootElement;

    public static TheoryData<string> Cases => [.. s_cases.EnumerateArray().Select(recorded => recorded.GetProperty("name").GetString()!)];

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public async Task Mails_AreThoseThatTracSent(string name)
    {
        var recorded = s_cases.EnumerateArray().Single(recorded => recorded.GetProperty("name").GetString() == name);
        await using var world = await NotificationWorld.GoldenAsync(engine);
        foreach (var section in recorded.GetProperty("ini").EnumerateObject())
        {
            foreach (var option in section.Value.EnumerateObject())
                world.Stores.Ini[section.Name, option.Name] = option.Value.GetString();
        }

        foreach (var sql in recorded.GetProperty("sql").EnumerateArray())
            await ExecuteAsync(world.Stores, sql.GetString()!);
        foreach (var step in recorded.GetProperty("steps").EnumerateArray())
        {
            world.Stores.Time.Now = TracTime.FromMicroseconds(step.GetProperty("time").GetInt64());
            await PlayAsync(world.Stores, step);
            world.Sender.Mails.Clear();
            await world.NotifyAsync();
            Assert.Equal(
                step.GetProperty("mails").EnumerateArray().Select(mail => Text(
                    mail.GetProperty("from").GetString()!,
                    mail.GetProperty("to").EnumerateArray().Select(to => to.GetString()!),
                    mail.GetProperty("message").GetString()!)),
                world.Sender.Mails.Select(mail => Text(mail.From, mail.To, Normalized(mail.Message))));
        }
    }

    private static string Text(string from, IEnumerable<string> to, string message) => $"{from}\n{string.Join(' ', to)}\n{message}";

    private static string Normalized(string message)
    {
        foreach (var (i, boundary) in Boundary().Matches(message).Select(match => match.Groups["value"].Value).Index())
            message = message.Replace(boundary, $"BOUNDARY{i}", StringComparison.Ordinal);
        return Date().Replace(message, "Date: DATE\r\n");
    }

    private static async Task PlayAsync(Stores stores, JsonElement step)
    {
        var time = TracTime.FromMicroseconds(step.GetProperty("time").GetInt64());
        var author = Text(step, "author");
        var parent = step.TryGetProperty("id", out var id) ? Resource.Ticket(id.GetInt32()) : null;
        switch (Text(step, "op"))
        {
            case "create":
                await stores.Tickets.CreateAsync(new NewTicket { Values = Values(step), Author = author, Time = time }, null, default);
                break;
            case "change":
                var update = new TicketUpdate
                {
                    Id = id.GetInt32(), Author = author, Comment = Text(step, "comment"), ReplyTo = Text(step, "replyto"), Values = Values(step), Time = time,
                };
                await stores.Tickets.ChangeAsync(update, null, default);
                break;
            case "attach":
                var made = new NewAttachment
                {
                    Parent = parent!, FileName = Text(step, "name")!, Author = author, Description = Text(step, "description"), Time = time,
                };
                await stores.Attachments.AddAsync(made, new MemoryStream(Encoding.UTF8.GetBytes(Text(step, "text")!)), null, default);
                break;
            case "detach":
                await stores.Attachments.DeleteAsync(new AttachmentDeletion { Parent = parent!, FileName = Text(step, "name") }, null, default);
                break;
            case "batch":
                var result = await stores.Editor.ChangeManyAsync(
                    new TicketBatchRequest
                    {
                        Ids = [.. step.GetProperty("ids").EnumerateArray().Select(one => one.GetInt32())],
                        User = author!,
                        Values = Values(step),
                        Action = Text(step, "action"),
                        Comment = Text(step, "comment"),
                        Time = time,
                        Steps = EditSteps.Notification,
                    },
                    null,
                    default);
                Assert.Empty(result.Problems);
                break;
            default:
                var retarget = new MilestoneRetarget
                {
                    Name = Text(step, "name")!,
                    Target = Text(step, "target"),
                    Author = author,
                    Comment = Text(step, "comment"),
                    Notice = Text(step, "notice"),
                    ExcludeClosed = step.TryGetProperty("open", out var open) && open.GetBoolean(),
                };
                Assert.Equal(
                    step.GetProperty("ids").EnumerateArray().Select(one => one.GetInt32()),
                    await stores.Milestones.MoveTicketsAsync(retarget, null, default));
                break;
        }
    }

    private static async Task ExecuteAsync(Stores stores, string sql) => await stores.Database.WriteAsync(
        sql,
        static async (scope, sql, cancellation) =>
        {
            await using var command = scope.Connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, scope.Transaction);
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        scope: null,
        default);

    private static FieldValues Values(JsonElement step) => FieldValues.From(
        step.GetProperty("values").EnumerateObject().Select(value => KeyValuePair.Create(value.Name, value.Value.GetString())));

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    [GeneratedRegex("boundary=\"(?<value>=+[0-9]+==)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^Date: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} -0000\r\n", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();
}
