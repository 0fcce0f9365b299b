using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Plays what somebody did with Trac's forms for comments and milestones, or was shown of a ticket's past.</summary>
internal static class RecordedEditing
{
    public static async Task PlayAsync(Stores stores, string op, JsonElement step)
    {
        if (op is "pasthistory")
            Assert.Equal(step.GetProperty("entries").EnumerateArray().Select(Entry), (await stores.History.GetAsync(Id(step), default)).Select(Entry));
        else if (op is "pastversion")
            await CompareVersionAsync(stores, step);
        else
            Assert.Equal(Recorded(step), await OutcomeAsync(() => op is "editcommentform" ? EditAsync(stores, step) : MilestoneAsync(stores, op, step)));
    }

    private static async Task CompareVersionAsync(Stores stores, JsonElement step)
    {
        var ticket = await stores.History.GetVersionAsync(Id(step), step.GetProperty("version").GetInt32(), default);
        var times = (await stores.Fields.GetFieldsAsync(default)).Where(field => field.Type == TicketFieldType.Time).Select(field => field.Name).ToHashSet();
        foreach (var value in step.GetProperty("values").EnumerateObject())
            Assert.Equal($"{value.Name}: {Shown(value.Name, value.Value.GetString())}", $"{value.Name}: {Shown(value.Name, ticket.Values[value.Name])}");

        string? Shown(string name, string? value) => times.Contains(name) ? $"{stores.Fields.ReadTime(value):O}" : value ?? "";
    }

    private static async Task<IReadOnlyList<ValidationProblem>> EditAsync(Stores stores, JsonElement step)
    {
        var text = Text(step, "comment")!;
        var request = new TicketCommentRequest
        {
            Id = Id(step),
            CommentNumber = step.GetProperty("number").GetInt32(),
            User = Text(step, "user")!,
            Comment = step.TryGetProperty("times", out var times) ? string.Concat(Enumerable.Repeat(text, times.GetInt32())) : text,
        };
        return (await stores.Editor.EditCommentAsync(request, null, default)).Problems;
    }

    private static async Task<IReadOnlyList<ValidationProblem>> MilestoneAsync(Stores stores, string op, JsonElement step)
    {
        var request = new MilestoneRequest
        {
            Name = Text(step, "name"),
            User = Text(step, "user")!,
            RetargetsTickets = op is "milestonedelete" || step.TryGetProperty("retarget", out _),
            RetargetTo = Text(step, "target"),
            Comment = Text(step, "comment"),
        };
        if (op is "milestonedelete")
            return (await stores.MilestoneEditor.DeleteAsync(request, null, default)).Problems;
        request = request with
        {
            Milestone = new Milestone
            {
                Name = Text(step, "to")!, Due = Time(step, "due"), Completed = Time(step, "completed"), Description = Text(step, "description") ?? "",
            },
        };
        var result = request.Name is null
            ? await stores.MilestoneEditor.CreateAsync(request, null, default)
            : await stores.MilestoneEditor.UpdateAsync(request, null, default);
        return result.Problems;
    }

    private static async Task<string> OutcomeAsync(Func<Task<IReadOnlyList<ValidationProblem>>> act)
    {
        try
        {
            var problems = await act();
            return problems.Count == 0 ? "done" : "refused: " + string.Join("; ", problems.Select(problem => problem.Message));
        }
        catch (PermissionException denied)
        {
            return "denied: " + denied.Action;
        }
        catch (ResourceNotFoundException missing)
        {
            return "missing: " + missing.Message;
        }
    }

    /// <summary>A Trac has no error of its own for a comment that is missing, and names for the same thing in two ways that there is no name.</summary>
    private static string Recorded(JsonElement step)
    {
        var outcome = Text(step, "outcome")!;
        if (outcome is "refused")
        {
            var problems = string.Join("; ", step.GetProperty("problems").EnumerateArray().Select(problem => problem.GetString()))
                .Replace("The ticket comment is invalid: ", "", StringComparison.Ordinal)
                .Replace("Invalid milestone name.", "You must provide a name for the milestone.", StringComparison.Ordinal);
            return problems.EndsWith("not found", StringComparison.Ordinal) ? "missing: " + problems : "refused: " + problems;
        }

        return outcome switch
        {
            "denied" => "denied: " + Text(step, "action"),
            "missing" => "missing: " + Text(step, "message"),
            _ => outcome,
        };
    }

    private static string Entry(TicketHistoryEntry entry) => string.Join(
        '\n',
        [
            $"{TracTime.ToMicroseconds(entry.Time)} {entry.Author} {entry.IsPermanent} {entry.Number} {entry.ReplyTo} '{entry.Comment}'",
            .. entry.Fields.Select(field => $"{field.Field}: '{field.OldValue}' -> '{field.NewValue}'"),
            .. entry.CommentHistory.Select(version => $"{version.Number} {TracTime.ToMicroseconds(version.Time)} {version.Author} '{version.Text}'"),
        ]);

    private static string Entry(JsonElement entry) => string.Join(
        '\n',
        [
            $"{entry.GetProperty("time").GetInt64()} {Text(entry, "author")} {entry.GetProperty("permanent").GetBoolean()} "
                + $"{entry.GetProperty("number")} {Text(entry, "replyto")} '{Text(entry, "comment")}'",
            .. entry.GetProperty("fields").EnumerateArray().Select(field => $"{field[0]}: '{field[1]}' -> '{field[2]}'"),
            .. entry.TryGetProperty("versions", out var versions)
                ? versions.EnumerateArray().Select(version => $"{version[0]} {version[1].GetInt64()} {version[2]} '{version[3]}'")
                : [],
        ]);

    private static int Id(JsonElement step) => step.GetProperty("id").GetInt32();

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement step, string name) =>
        step.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? TracTime.FromMicroseconds(value.GetInt64()) : null;
}
