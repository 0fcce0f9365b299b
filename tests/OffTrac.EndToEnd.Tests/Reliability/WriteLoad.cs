using System.Collections.Concurrent;
using System.Globalization;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Reliability;

/// <summary>Clients that change a few tickets as fast as they can and remember what was acknowledged.</summary>
internal sealed class WriteLoad
{
    private const int Tickets = 4;

    private readonly ConcurrentDictionary<string, int> _acknowledged = new(StringComparer.Ordinal);
    private readonly List<int> _tickets = [];
    private int _texts;

    /// <summary>Text of each acknowledged comment, and its ticket.</summary>
    public IReadOnlyDictionary<string, int> Acknowledged => _acknowledged;

    public IReadOnlyList<int> TicketIds => _tickets;

    /// <summary>Makes the tickets, when there are none yet.</summary>
    public async Task PrepareAsync(HostProcess host)
    {
        while (_tickets.Count < Tickets)
        {
            using var made = await host.Http.PostAsync("fixture/tickets", new StringContent($"load {_tickets.Count}"));
            made.EnsureSuccessStatusCode();
            _tickets.Add(int.Parse(await made.Content.ReadAsStringAsync(), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Writes until the host is gone.</summary>
    public Task RunAsync(HostProcess host) =>
        Task.WhenAll(_tickets.SelectMany(ticket => new[] { ChangeAsync(host, ticket), ChangeAsync(host, ticket) }));

    private async Task ChangeAsync(HostProcess host, int ticket)
    {
        while (true)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"text-{Interlocked.Increment(ref _texts)}");
            try
            {
                using var changed = await host.Http.PostAsync($"fixture/tickets/{ticket}", new StringContent(text));
                if (!changed.IsSuccessStatusCode)
                    throw new InvalidOperationException($"{changed.StatusCode}: {await changed.Content.ReadAsStringAsync()}\n{host.Output}");
            }
            catch (HttpRequestException)
            {
                return;
            }

            _acknowledged[text] = ticket;
        }
    }
}
