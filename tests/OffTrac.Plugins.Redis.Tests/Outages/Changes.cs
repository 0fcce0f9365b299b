using System.Globalization;
using System.Text.Json.Nodes;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Redis.Tests.Outages;

/// <summary>Makes tickets and changes them, and looks whether subscribers heard of all of it in order.</summary>
internal sealed class Changes(ITicketStore tickets)
{
    private readonly Dictionary<int, List<string>> _made = [];

    public Changes(TestEnvironment environment)
        : this(environment.Get<ITicketStore>())
    {
    }

    public async Task<int> CreateAsync(string summary = "made")
    {
        var ticket = await tickets.CreateAsync(
            new NewTicket { Values = FieldValues.From([new("summary", summary), new("status", "new"), new("reporter", "load")]) }, null, default);
        _made[ticket.Id] = ["created"];
        return ticket.Id;
    }

    public async Task ChangeAsync(int id)
    {
        var comment = string.Create(CultureInfo.InvariantCulture, $"change {_made[id].Count}");
        await tickets.ChangeAsync(new TicketUpdate { Id = id, Author = "load", Comment = comment }, null, default);
        _made[id].Add(comment);
    }

    /// <summary>Checks that everything was heard at least once, and of each ticket in order but for what was told again.</summary>
    /// <returns>How many were heard more than once.</returns>
    public int Check(IEnumerable<RedisMessageReceived> messages)
    {
        var heard = new Dictionary<int, List<string>>();
        foreach (var message in messages.Where(message => message.Channel.StartsWith("trac.test.ticket.", StringComparison.Ordinal)))
        {
            var payload = JsonNode.Parse(message.Payload)!;
            var what = message.Channel.EndsWith(".created", StringComparison.Ordinal) ? "created" : (string)payload["comment"]!;
            var id = (int)payload["id"]!;
            if (!heard.TryGetValue(id, out var list))
                heard[id] = list = [];
            list.Add(what);
        }

        foreach (var (id, made) in _made)
        {
            Assert.True(heard.TryGetValue(id, out var list), $"Nothing was heard of ticket {id}.");
            // A repetition says what was said before; without these the rest is what was made.
            Assert.Equal(made, list.Distinct());
        }

        return heard.Values.Sum(list => list.Count - list.Distinct().Count());
    }
}
