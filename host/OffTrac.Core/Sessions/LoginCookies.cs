using System.Security.Cryptography;
using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Sessions;

/// <summary>Trac's table <c>auth_cookie</c>: one row per login. Deleting a row logs its holder out.</summary>
public sealed class LoginCookies(IDatabase database, TimeProvider time)
{
    private const long MaxAge = 10 * 86400;

    /// <summary>Whose cookie it is, or null.</summary>
    /// <param name="cookie">The cookie.</param>
    /// <param name="address">Address that the login must have come from; null for any.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public ValueTask<string?> FindUserAsync(string cookie, string? address, CancellationToken cancellation) =>
        database.ReadAsync((cookie, address), static (session, x, c) => FindUserAsync(session, x.cookie, x.address, c), cancellation);

    /// <summary>Logs somebody in: removes rows older than ten days and gives the cookie that is valid already, or a new one.</summary>
    /// <param name="user">Who.</param>
    /// <param name="address">Address of the client.</param>
    /// <param name="known">The cookie that the client shows; null for none.</param>
    /// <param name="checkAddress">Whether <paramref name="known"/> must have been made for this address.</param>
    /// <param name="scope">Where to write.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<string> LogInAsync(
        string user, string address, string? known, bool checkAddress, IWriteScope scope, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM auth_cookie WHERE time < @limit", new { limit = now - MaxAge }, scope.Transaction, cancellationToken: cancellation))
            .ConfigureAwait(false);
        if (known is not null
            && string.Equals(await FindUserAsync(scope, known, checkAddress ? address : null, cancellation).ConfigureAwait(false), user, StringComparison.Ordinal))
            return known;
        var cookie = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO auth_cookie (cookie, name, ipnr, time) VALUES (@cookie, @user, @address, @now)",
            new { cookie, user, address, now }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return cookie;
    }

    /// <summary>Logs out the holder of one cookie, or every login of a user when there is no cookie.</summary>
    public async ValueTask LogOutAsync(string user, string? cookie, CancellationToken cancellation) =>
        await database.WriteAsync(
            (user, cookie),
            static async (scope, x, c) => await scope.Connection.ExecuteAsync(new CommandDefinition(
                x.cookie is null ? "DELETE FROM auth_cookie WHERE name = @user" : "DELETE FROM auth_cookie WHERE cookie = @cookie",
                new { x.user, x.cookie }, scope.Transaction, cancellationToken: c)).ConfigureAwait(false),
            null,
            cancellation).ConfigureAwait(false);

    private static async ValueTask<string?> FindUserAsync(IDatabaseSession session, string cookie, string? address, CancellationToken cancellation) =>
        await session.Connection.QueryFirstOrDefaultAsync<string?>(new CommandDefinition(
            address is null
                ? "SELECT name FROM auth_cookie WHERE cookie = @cookie"
                : "SELECT name FROM auth_cookie WHERE cookie = @cookie AND ipnr = @address",
            new { cookie, address }, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
}
