using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Sdk.Sessions;

/// <summary>
/// Sessions: preferences of users, and what a browser stored before login. Trac's tables <c>session</c> and <c>session_attribute</c>. The
/// sessions of users are Trac's only list of users.
/// </summary>
public interface ISessionStore
{
    /// <summary>A session, or null.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<Session?> FindAsync(SessionKey key, CancellationToken cancellation);

    /// <summary>Those of these sessions that exist, read at once.</summary>
    /// <param name="keys">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyDictionary<SessionKey, Session>> FindManyAsync(IReadOnlyCollection<SessionKey> keys, CancellationToken cancellation);

    /// <summary>All sessions of users, or all of browsers, by identity.</summary>
    /// <param name="authenticated">True for users.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<Session>> ListAsync(bool authenticated, CancellationToken cancellation);

    /// <summary>Users who logged in at least once, by login; kept in memory until somebody, a Trac too, changes them.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<KnownUser>> GetKnownUsersAsync(CancellationToken cancellation);

    /// <summary>Makes a session with values, as an administrator does.</summary>
    /// <param name="session">The session; its last visit is stored as given.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="ResourceExistsException">There is one already.</exception>
    ValueTask CreateAsync(Session session, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>
    /// Stores changes of single values; what others changed meanwhile stays. Makes the session when it is new, except one of a browser
    /// without values, which is not kept. The last visit is renewed, if it was more than a day ago.
    /// </summary>
    /// <param name="key">Which session.</param>
    /// <param name="changes">Name and new value; null removes.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    ValueTask SaveAsync(SessionKey key, IReadOnlyDictionary<string, string?> changes, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Sets a value of a session as an administrator does: that is no visit.</summary>
    /// <param name="key">Which session.</param>
    /// <param name="name">Name of the value.</param>
    /// <param name="value">The value; null removes it.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <exception cref="ResourceNotFoundException">There is no such session.</exception>
    ValueTask SetAsync(SessionKey key, string name, string? value, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes a session and its values.</summary>
    /// <param name="key">Which.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteAsync(SessionKey key, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>Deletes all sessions of browsers that were not used since a time.</summary>
    /// <param name="before">The time.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>How many.</returns>
    ValueTask<int> PurgeAsync(DateTimeOffset before, IWriteScope? scope, CancellationToken cancellation);
}
