using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OffTrac.Core.Storage.Sqlite;

/// <summary>
/// A connection to SQLite that keeps the statements of its commands prepared, however short those live: most of what a short
/// statement costs SQLite is to read its text.
/// </summary>
internal sealed class PreparingConnection(string connectionString) : SqliteConnection(connectionString)
{
    private const int Capacity = 64;

    // A long text is made for one occasion: a report, a list of names.
    private const int LongestText = 4096;

    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    private readonly List<PreparedCommand> _open = [];
    private long _clock;

    /// <summary>The transaction that is open.</summary>
    internal SqliteTransaction? Current => Transaction;

    /// <summary>Takes back what its user has not disposed, at the end of a lease.</summary>
    public void Reclaim()
    {
        while (_open.Count > 0)
        {
            _open[^1].Dispose();
        }
    }

    /// <summary>The command that keeps a text prepared; while that is in use, a new one.</summary>
    internal Statement Lend(string text)
    {
        if (_statements.TryGetValue(text, out var known) && !known.IsLent)
        {
            known.IsLent = true;
            return known;
        }

        var statement = new Statement(new SqliteCommand(text, this)) { IsLent = true };
        if (known is null && text.Length is > 0 and <= LongestText)
        {
            MakeRoom();
            _statements.Add(text, statement);
        }

        return statement;
    }

    internal void GiveBack(Statement statement, string text, bool isSound)
    {
        if (isSound && _statements.GetValueOrDefault(text) == statement && statement.Command.CommandText == text)
        {
            statement.Command.Parameters.Clear();
            statement.Command.CommandTimeout = DefaultTimeout;
            statement.LastUse = ++_clock;
            statement.IsLent = false;
            return;
        }

        if (_statements.GetValueOrDefault(text) == statement)
        {
            _statements.Remove(text);
        }

        statement.Command.Dispose();
    }

    internal void Opened(PreparedCommand command) => _open.Add(command);

    internal void Closed(PreparedCommand command) => _open.Remove(command);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Reclaim();
            foreach (var statement in _statements.Values)
            {
                statement.Command.Dispose();
            }

            _statements.Clear();
        }

        base.Dispose(disposing);
    }

    private void MakeRoom()
    {
        if (_statements.Count < Capacity)
        {
            return;
        }

        var (text, oldest) = _statements.MinBy(entry => entry.Value.IsLent ? long.MaxValue : entry.Value.LastUse);
        if (!oldest.IsLent)
        {
            _statements.Remove(text);
            oldest.Command.Dispose();
        }
    }

    internal sealed class Statement(SqliteCommand command)
    {
        public SqliteCommand Command => command;

        public bool IsLent { get; set; }

        public long LastUse { get; set; }
    }
}
