using System.Text.Json;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Rpc.Tests.Calls;

/// <summary>What Trac's rules make of changes that programs ask for, beyond what was recorded.</summary>
public sealed class TicketChangeTests(ServedEnvironment served) : IClassFixture<ServedEnvironment>
{
    private readonly TestEnvironment _environment = served.Environment;

    [Fact]
    public async Task A_comment_on_a_ticket_without_rows_of_custom_fields_changes_these_too_and_needs_the_right_to()
    {
        Assert.Equal(
            (-32603, "No permission to change ticket fields."),
            await FaultAsync("sam", "ticket.update", """3, "ahoy", {"action": "leave"}"""));
        await ResultAsync("joe", "ticket.update", """3, "ahoy", {"action": "leave"}""");
        await ResultAsync("sam", "ticket.update", """3, "ahoy again", {"action": "leave"}""");
    }

    [Fact]
    public async Task What_somebody_may_not_change_is_checked_no_further()
    {
        Assert.Equal(
            (-32603, "No permission to change ticket fields."),
            await FaultAsync("sam", "ticket.update", """2, "x", {"action": "leave", "version": "nope", "due_date": "someday"}"""));
        Assert.Equal(
            (-32603, "The ticket field <strong>version</strong> is invalid: \"nope\" is not a valid value The ticket field <strong>Started at</strong> is invalid: "
                + "\"someday\" is an invalid date, or the date format is not known. Try \"YYYY-MM-DDThh:mm:ss±hh:mm\" instead."),
            await FaultAsync("joe", "ticket.update", """2, "x", {"action": "leave", "version": "nope", "started_at": "someday"}"""));
    }

    [Fact]
    public async Task A_date_that_is_a_text_is_read_but_can_t_be_stored()
    {
        var (code, _) = await FaultAsync("joe", "ticket.update", """2, "dated", {"action": "leave", "due_date": "2024-05-06"}""");
        Assert.Equal(-32603, code);
        Assert.DoesNotContain("dated", (await ResultAsync("joe", "ticket.changeLog", "2")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_was_never_set_and_is_emptied_without_an_action_is_no_change_of_it()
    {
        await ResultAsync("joe", "ticket.update", """16, "emptied", {"started_at": ""}""");
        var log = (await ResultAsync("joe", "ticket.changeLog", "16")).ToString();
        Assert.Contains("emptied", log, StringComparison.Ordinal);
        Assert.DoesNotContain("started_at", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_that_was_never_set_and_is_set_to_nothing_is_a_change_of_it()
    {
        await ResultAsync("joe", "ticket.update", """17, "none", {"action": "leave", "started_at": null}""");
        Assert.Contains("started_at", (await ResultAsync("joe", "ticket.changeLog", "17")).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("31", """{"keywords": null}""", "keywords")]
    [InlineData("32", """{"action": "leave", "version": null, "audience": null}""", "audience version")]
    [InlineData("33", """{"cc": null, "keywords": ""}""", "")]
    public async Task Nothing_is_another_value_than_the_empty_text(string ticket, string attributes, string changed)
    {
        await ResultAsync("admin", "ticket.update", ticket + """, "emptied", {"cc": "", "keywords": "", "version": ""}""");
        var before = (await ResultAsync("joe", "ticket.changeLog", ticket)).GetArrayLength();
        await ResultAsync("joe", "ticket.update", $"{ticket}, \"nothing\", {attributes}");
        var added = (await ResultAsync("joe", "ticket.changeLog", ticket)).EnumerateArray().Skip(before).Select(entry => entry[2].GetString()!);
        Assert.Equal(changed, string.Join(' ', added.Where(field => field != "comment")));
    }

    [Fact]
    public async Task The_log_at_the_beginning_of_time_is_all_of_it() => Assert.Equal(
        (await ResultAsync("joe", "ticket.changeLog", "9")).ToString(),
        (await ResultAsync("joe", "ticket.changeLog", """9, {"__jsonclass__": ["datetime", "1970-01-01T00:00:00"]}""")).ToString());

    [Theory]
    [InlineData("time", """{"__jsonclass__": ["datetime", "2001-02-03T04:05:06"]}""")]
    [InlineData("changetime", """{"__jsonclass__": ["datetime", "2001-02-03T04:05:06"]}""")]
    [InlineData("changetime", "5")]
    public async Task A_new_ticket_s_own_times_are_passed_over(string field, string value)
    {
        var id = await ResultAsync("joe", "ticket.create", $$"""{{"\"Times\""}}, "", {"{{field}}": {{value}}}""");
        var ticket = await ResultAsync("joe", "ticket.get", id.ToString());
        Assert.DoesNotContain("2001", ticket.ToString(), StringComparison.Ordinal);
        Assert.Equal(ticket[1].ToString(), ticket[2].ToString());
    }

    [Fact]
    public async Task Who_writes_in_another_s_name_still_takes_the_ticket_as_oneself()
    {
        await ResultAsync("marit", "ticket.update", """25, "mine", {"action": "accept"}, false, "Somebody Else" """);
        Assert.Equal("marit", (await ResultAsync("joe", "ticket.get", "25"))[3].GetProperty("owner").GetString());
        Assert.Contains("Somebody Else", (await ResultAsync("joe", "ticket.changeLog", "25")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_ticket_of_nobody_and_no_component_follows_its_first_component_to_the_owner()
    {
        await ResultAsync("joe", "ticket.update", """15, "", {"action": "leave", "component": "crane control"}""");
        Assert.Equal("tomas", (await ResultAsync("joe", "ticket.get", "15"))[3].GetProperty("owner").GetString());
    }

    [Fact]
    public async Task A_component_that_there_is_not_is_not_found_when_the_owner_would_follow_it()
    {
        await ResultAsync("marit", "ticket.update", """27, "", {"component": "manifest import", "owner": ""}""");
        Assert.Equal(
            (404, "Component boiler does not exist."),
            await FaultAsync("joe", "ticket.update", """27, "", {"action": "leave", "component": "boiler"}"""));
    }

    [Fact]
    public async Task Of_a_list_for_an_action_the_first_counts()
    {
        var updated = await ResultAsync(
            "joe", "ticket.update", """26, "", {"action": "resolve", "action_resolve_resolve_resolution": ["wontfix", "fixed"]}""");
        Assert.Equal("wontfix", updated[3].GetProperty("resolution").GetString());
    }

    [Fact]
    public async Task A_column_whose_choice_has_no_values_left_can_still_be_set_without_an_action()
    {
        var values = (await ResultAsync("admin", "ticket.severity.getAll", "")).EnumerateArray().Select(value => value.GetString()!).ToList();
        foreach (var value in values)
            await ResultAsync("admin", "ticket.severity.delete", $"\"{value}\"");
        await ResultAsync("joe", "ticket.update", """19, "", {"severity": "high"}""");
        var (ticket, log) = (await ResultAsync("joe", "ticket.get", "19"), (await ResultAsync("joe", "ticket.changeLog", "19")).ToString());
        var (code, message) = await FaultAsync("joe", "ticket.update", """19, "", {"severeness": "high"}""");
        for (var i = 0; i < values.Count; i++)
            await ResultAsync("admin", "ticket.severity.create", $"\"{values[i]}\", \"{i + 1}\"");
        Assert.False(ticket[3].TryGetProperty("severity", out _));
        Assert.Contains("\"severity\", \"\", \"high\"", log, StringComparison.Ordinal);
        Assert.Equal(-32603, code);
        Assert.Contains("There is no field 'severeness'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_no_comment_is_refused() => Assert.Equal(
        (-32603, "Invalid comment threading identifier"),
        await FaultAsync("joe", "ticket.update", """4, "x", {"action": "leave", "replyto": "joe"}"""));

    [Fact]
    public async Task Zero_is_a_place_among_values()
    {
        await ResultAsync("admin", "ticket.priority.update", "\"someday\", 0");
        Assert.Equal("0", (await ResultAsync("joe", "ticket.priority.get", "\"someday\"")).GetString());
        Assert.Equal("someday", (await ResultAsync("joe", "ticket.priority.getAll", ""))[0].GetString());
        await ResultAsync("admin", "ticket.priority.update", "\"someday\", \"6\"");
    }

    [Theory]
    [InlineData("ticket.getActions")]
    [InlineData("ticket.getAvailableActions")]
    public async Task Actions_that_set_a_resolution_which_is_gone_are_a_fault_of_the_ini(string method)
    {
        await ResultAsync("admin", "ticket.resolution.delete", "\"worksforme\"");
        await ResultAsync("joe", method, "4");
        await ResultAsync("admin", "ticket.resolution.delete", "\"duplicate\"");
        var (code, message) = await FaultAsync("joe", method, "4");
        await ResultAsync("admin", "ticket.resolution.create", "\"duplicate\", \"4\"");
        await ResultAsync("admin", "ticket.resolution.create", "\"worksforme\", \"5\"");
        Assert.Equal(-32603, code);
        Assert.Contains("uses undefined resolutions", message, StringComparison.Ordinal);
        Assert.Contains("reject.set_resolution has 'duplicate'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sam", "ticket.delete", "2", "TICKET_ADMIN", " on Ticket #2")]
    [InlineData("anonymous", "wiki.putPage", "\"WikiStart\", \"x\", {}", "WIKI_MODIFY", " on WikiStart")]
    [InlineData("sam", "ticket.deleteAttachment", "1, \"berth-after.txt\"", "ATTACHMENT_DELETE", " on Attachment 'berth-after.txt' in Ticket #1")]
    [InlineData("anonymous", "ticket.putAttachment", """2, "a", "", {"__jsonclass__": ["binary", "eA=="]}""", "ATTACHMENT_CREATE", "")]
    public async Task A_refusal_names_what_it_is_about_as_people_do(string user, string method, string arguments, string action, string about) =>
        Assert.Equal(
            (403, $"{action} privileges are required to perform this operation{about}. You don't have the required permissions."),
            await FaultAsync(user, method, arguments));

    private async Task<JsonElement> ResultAsync(string user, string method, string arguments)
    {
        var answer = await CallAsync(user, method, arguments);
        Assert.True(answer.GetProperty("error").ValueKind == JsonValueKind.Null, answer.ToString());
        return answer.GetProperty("result");
    }

    private async Task<(int Code, string Message)> FaultAsync(string user, string method, string arguments)
    {
        var error = (await CallAsync(user, method, arguments)).GetProperty("error");
        return (error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()!);
    }

    private async Task<JsonElement> CallAsync(string user, string method, string arguments)
    {
        var answer = await _environment.JsonAsync(
            $$"""{"method": "{{method}}", "params": [{{arguments}}], "id": 1}""", user == "anonymous" ? null : user);
        using var document = JsonDocument.Parse(answer.Body);
        return document.RootElement.Clone();
    }
}
