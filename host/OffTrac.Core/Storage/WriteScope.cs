using System.Data.Common;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>An open write transaction of a <see cref="Database"/>.</summary>
internal sealed class WriteScope(DatabaseConnector connector, DatabaseLease lease, SchemaKnowledge schemas, Action committed, ILogger logger)
    : IWriteScope, ICommitHooks
{
    private readonly List<Func<CancellationToken, ValueTask>> _afterCommit = [];
    private readonly List<Func<ValueTask>> _afterRollback = [];
    private readonly List<DatabaseSchema> _schemas = [];
    private readonly HashSet<int> _invalidated = [];
    private GenerationRows? _generations;
    private int _depth;
    private bool _isEnded;

    public DbConnection Connection => lease.Connection;

    public DbTransaction Transaction => lease.Transaction!;

    public DatabaseLease Lease => lease;

    public DatabaseConnector Connector => connector;

    /// <summary>The generation rows as this transaction first saw them.</summary>
    public async ValueTask<GenerationRows> GetGenerationsAsync(CancellationToken cancellation) =>
        _generations ??= await GenerationRows.ReadAsync(this, cancellation).ConfigureAwait(false);

    /// <summary>This transaction has changed what a cache holds: it reads the rows themselves from now on.</summary>
    public void Invalidate(int id) => _invalidated.Add(id);

    /// <summary>Whether this transaction has changed what a cache holds.</summary>
    public bool HasInvalidated(int id) => _invalidated.Contains(id);

    public void AfterCommit(Func<CancellationToken, ValueTask> action)
    {
        ThrowIfEnded();
        _afterCommit.Add(action);
    }

    public void AfterRollback(Func<ValueTask> action)
    {
        ThrowIfEnded();
        _afterRollback.Add(action);
    }

    public ValueTask CommitAsync(CancellationToken cancellation)
    {
        ThrowIfEnded();
        return _depth > 0
            ? throw new InvalidOperationException("This scope is lent: only who opened it commits it.")
            : CommitOutermostAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_isEnded)
        {
            return;
        }

        _isEnded = true;
        await lease.DisposeAsync().ConfigureAwait(false);
        await UndoAsync(0).ConfigureAwait(false);
    }

    /// <summary>Whether the tables are known to exist for this transaction: committed earlier, or made in it.</summary>
    public bool Knows(DatabaseSchema schema) =>
        schemas.Knows(schema) || _schemas.Exists(known => known.Area == schema.Area && known.Version == schema.Version);

    /// <summary>Remembers tables made in this transaction; others hear of them when it is committed.</summary>
    public void Made(DatabaseSchema schema) => _schemas.Add(schema);

    /// <summary>Runs work that must not end the transaction, because somebody else opened it.</summary>
    public async ValueTask<TResult> LendAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellation)
    {
        ThrowIfEnded();
        _depth++;
        try
        {
            return await write(this, state, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _depth--;
        }
    }

    /// <summary>Runs work below other work: when it throws, what it did is undone and the rest stands.</summary>
    public async ValueTask<TResult> NestAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellation)
    {
        ThrowIfEnded();
        var savepoint = FormattableString.Invariant($"offtrac_{_depth}");
        var (commits, rollbacks, made) = (_afterCommit.Count, _afterRollback.Count, _schemas.Count);
        await Transaction.SaveAsync(savepoint, cancellation).ConfigureAwait(false);
        TResult result;
        try
        {
            result = await LendAsync(state, write, cancellation).ConfigureAwait(false);
        }
        catch
        {
            await RollBackToAsync(savepoint).ConfigureAwait(false);
            _afterCommit.RemoveRange(commits, _afterCommit.Count - commits);
            _schemas.RemoveRange(made, _schemas.Count - made);
            await UndoAsync(rollbacks).ConfigureAwait(false);
            throw;
        }

        await Transaction.ReleaseAsync(savepoint, cancellation).ConfigureAwait(false);
        return result;
    }

    public async ValueTask CommitOutermostAsync(CancellationToken cancellation)
    {
        try
        {
            await lease.CommitAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (connector.LeavesCommitUnknown(failure))
        {
            // Files beside the rows stay: the rows may be there.
            _isEnded = true;
            committed();
            await lease.DisposeAsync().ConfigureAwait(false);
            throw new CommitUnknownException(
                "The database went away during the commit; whether the change was stored is not known: look before you repeat it.", failure);
        }
        catch (Exception failure)
        {
            await DisposeAsync().ConfigureAwait(false);
            if (connector.Translate(failure, CancellationToken.None) is { } translated)
            {
                throw translated;
            }

            throw;
        }

        _isEnded = true;
        committed();

        // Listeners may write: the connection and SQLite's write lock must be free before they are told.
        await lease.DisposeAsync().ConfigureAwait(false);
        foreach (var schema in _schemas)
        {
            schemas.Learn(schema);
        }

        await RunHooksAsync(cancellation).ConfigureAwait(false);
    }

    private async ValueTask RunHooksAsync(CancellationToken cancellation)
    {
        foreach (var action in _afterCommit)
        {
            try
            {
                await action(cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // The caller no longer waits; the change stands.
            }
#pragma warning disable CA1031 // The change is committed: what follows it can't make it fail.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "What was to follow a commit failed: {Message}", failure.Message);
            }
        }
    }

    private async ValueTask UndoAsync(int from)
    {
        for (var i = _afterRollback.Count - 1; i >= from; i--)
        {
            try
            {
                await _afterRollback[i]().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // The failure that caused the rollback must reach the caller, not this one.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogError(failure, "What was to follow a rollback failed: {Message}", failure.Message);
            }
        }

        _afterRollback.RemoveRange(from, _afterRollback.Count - from);
    }

    private async ValueTask RollBackToAsync(string savepoint)
    {
        try
        {
            await Transaction.RollbackAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DbException or InvalidOperationException)
        {
            // The engine ended the whole transaction (connection lost, disk full): nothing of it can be committed any more.
            logger.LogDebug(failure, "A savepoint could not be rolled back to");
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    private void ThrowIfEnded()
    {
        if (_isEnded)
        {
            throw new InvalidOperationException("The scope was committed or disposed.");
        }
    }
}
