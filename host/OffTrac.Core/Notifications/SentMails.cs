using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Notifications;

/// <summary>
/// Remembers who got the mails about an event while others are yet to get them, so that nobody gets them twice. Most events leave nothing
/// here.
/// </summary>
public sealed class SentMails(IDatabase database, TimeProvider time)
{
    /// <summary>Longer than a mail server keeps strangers waiting on purpose, shorter than people want to wait for the next mail.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(4);

    /// <summary>The table.</summary>
    internal static DatabaseSchema Schema { get; } = new()
    {
        Area = "mail",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_mail_sent",
                Columns = [new("event", ColumnType.Long), new("address"), new("time", ColumnType.Long)],
                Key = ["event", "address"],
            },
        ],
    };

    internal bool MayWait(SentMail had) => had.Since is not { } since || time.GetUtcNow() - since < s_patience;

    internal ValueTask<SentMail> ReadAsync(long number, CancellationToken cancellation) => database.ReadAsync(
        (database, number),
        static async (session, state, cancellation) =>
        {
            if (!await state.database.HasSchemaAsync(Schema, session, cancellation).ConfigureAwait(false))
                return SentMail.None;
            var rows = await session.QueryAsync<(string Address, long Time)>(
                "SELECT address, time FROM offtrac_mail_sent WHERE event = @number", new { state.number }, cancellation).ConfigureAwait(false);
            return rows.Count == 0
                ? SentMail.None
                : new SentMail(
                    rows.Select(row => row.Address).ToHashSet(StringComparer.Ordinal), TracTime.FromMicroseconds(rows.Min(row => row.Time)));
        },
        cancellation);

    internal async ValueTask AddAsync(long number, IReadOnlyCollection<string> addresses, CancellationToken cancellation)
    {
        if (number == 0)
            return;
        await database.WriteAsync(
            (database, number, addresses, now: TracTime.ToMicroseconds(time.GetUtcNow())),
            static async (scope, state, cancellation) =>
            {
                await state.database.EnsureSchemaAsync(Schema, scope, cancellation).ConfigureAwait(false);

                // The empty address stands for the first attempt itself.
                foreach (var address in state.addresses.Append(""))
                {
                    await scope.ExecuteAsync(
                        "INSERT INTO offtrac_mail_sent (event, address, time) VALUES (@number, @address, @now) ON CONFLICT (event, address) DO NOTHING",
                        new { state.number, address, state.now },
                        cancellation).ConfigureAwait(false);
                }

                return 0;
            },
            scope: null,
            cancellation).ConfigureAwait(false);
    }

    /// <summary>Forgets an event, and those that are no longer there because an administrator dropped them.</summary>
    internal async ValueTask ForgetAsync(long number, CancellationToken cancellation)
    {
        if (number == 0)
            return;
        await database.WriteAsync(
            (database, number),
            static async (scope, state, cancellation) =>
            {
                await state.database.EnsureSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false);
                await state.database.EnsureSchemaAsync(Schema, scope, cancellation).ConfigureAwait(false);
                return await scope.ExecuteAsync(
                    "DELETE FROM offtrac_mail_sent WHERE event = @number OR event NOT IN (SELECT number FROM offtrac_event)",
                    new { state.number },
                    cancellation).ConfigureAwait(false);
            },
            scope: null,
            cancellation).ConfigureAwait(false);
    }
}
