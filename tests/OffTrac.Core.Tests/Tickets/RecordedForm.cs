using System.Text.Json;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Plays what somebody did with a form of a Trac: made or changed a ticket with a workflow action, or several at once.</summary>
internal static class RecordedForm
{
    private const string User = "admin";

    public static async Task PlayAsync(Stores stores, string op, JsonElement step)
    {
        if (op == "batch")
        {
            var batch = new TicketBatchRequest
            {
                Ids = [.. step.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())],
                User = User,
                Values = Values(step, "values"),
                ListChanges = [.. step.GetProperty("lists").EnumerateArray().Select(Change)],
                Comment = Text(step, "comment"),
                Action = Text(step, "action"),
                ActionArguments = Values(step, "args"),
            };
            Assert.Empty((await stores.Editor.ChangeManyAsync(batch, null, default)).Problems);
            return;
        }

        var request = new TicketRequest
        {
            User = User,
            Values = Values(step, "values"),
            Comment = Text(step, "comment"),
            Action = Text(step, "action"),
            ActionArguments = Values(step, "args"),
        };
        if (op == "web")
        {
            var id = step.GetProperty("id").GetInt32();
            request = request with { Id = id, BasedOn = (await stores.Tickets.FindAsync(id, default))!.Changed };
            Assert.Empty((await stores.Editor.ChangeAsync(request, null, default)).Problems);
        }
        else
        {
            Assert.Empty((await stores.Editor.CreateAsync(request, null, default)).Problems);
        }
    }

    private static TicketListChange Change(JsonElement change) => new()
    {
        Field = change[0].GetString()!,
        Mode = change[1].GetString() switch
        {
            "+" => TicketListMode.Add, "-" => TicketListMode.Remove, "+-" => TicketListMode.AddAndRemove, _ => TicketListMode.Set,
        },
        Words = change[2].GetString()!,
        RemovedWords = change[3].GetString()!,
    };

    private static FieldValues Values(JsonElement step, string name) => FieldValues.From(
        step.GetProperty(name).EnumerateObject().Select(value => KeyValuePair.Create(value.Name, value.Value.GetString())));

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.GetString() : null;
}
