using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Storage;

/// <summary>Statements stay prepared on their connection, which nobody may notice but by the time saved.</summary>
public sealed class SqliteStatementTests : IDisposable
{
    private const string Summary = "SELECT summary FROM ticket WHERE id = @id";

    private readonly TestEngine _engine = TestEngine.Sqlite();

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task TwoReadersOfOneText_ReadBesideEachOther()
    {
        await using var database = await OpenAsync();
        await ReadAsync(database, async session =>
        {
            const string Text = "SELECT id FROM ticket ORDER BY id";
            using var first = await session.Connection.ExecuteReaderAsync(Text, transaction: session.Transaction);
            using var second = await session.Connection.ExecuteReaderAsync(Text, transaction: session.Transaction);
            while (await first.ReadAsync())
            {
                Assert.True(await second.ReadAsync());
                Assert.Equal(first.GetInt32(0), second.GetInt32(0));
            }

            Assert.False(await second.ReadAsync());
        });
    }

    [Fact]
    public async Task AReaderLeftOpen_DoesNotHinderWhoGetsTheConnectionNext()
    {
        await using var database = await OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await ReadAsync(database, async session =>
            {
                var left = await session.Connection.ExecuteReaderAsync("SELECT id FROM ticket", transaction: session.Transaction);
                Assert.True(await left.ReadAsync());
            });
        }

        await database.WriteAsync(0, static async (scope, _, _) =>
            await scope.Connection.ExecuteAsync("UPDATE ticket SET summary = 'new' WHERE id = 2", transaction: scope.Transaction), null, default);
        await ReadAsync(database, async session => Assert.Equal("new", await SummaryAsync(session, 2)));
    }

    [Fact]
    public async Task ParametersOfTheUseBefore_AreGone()
    {
        await using var database = await OpenAsync();
        await ReadAsync(database, async session =>
        {
            Assert.NotNull(await SummaryAsync(session, 2));
            await Assert.ThrowsAsync<InvalidOperationException>(() => session.Connection.ExecuteScalarAsync(Summary, transaction: session.Transaction));
            Assert.NotNull(await SummaryAsync(session, 2));
        });
    }

    [Fact]
    public async Task AStatementThatFailed_WorksTheNextTime()
    {
        await using var database = await OpenAsync();
        const string Text = "INSERT INTO milestone (name) VALUES (@name)";
        await using var scope = await database.BeginWriteAsync(default);
        await scope.Connection.ExecuteAsync(Text, new { name = "a" }, scope.Transaction);
        await Assert.ThrowsAsync<SqliteException>(() => scope.Connection.ExecuteAsync(Text, new { name = "a" }, scope.Transaction));
        Assert.Equal(1, await scope.Connection.ExecuteAsync(Text, new { name = "b" }, scope.Transaction));
    }

    [Fact]
    public async Task ATableThatGrows_ShowsItsNewColumn()
    {
        await using var database = await OpenAsync();
        const string Text = "SELECT * FROM milestone LIMIT 1";
        var before = 0;
        await ReadAsync(database, async session => before = await ColumnsAsync(session));
        await database.WriteAsync(0, static async (scope, _, _) =>
            await scope.Connection.ExecuteAsync("ALTER TABLE milestone ADD COLUMN colour text", transaction: scope.Transaction), null, default);
        await ReadAsync(database, async session => Assert.Equal(before + 1, await ColumnsAsync(session)));

        static async Task<int> ColumnsAsync(IDatabaseSession session)
        {
            using var reader = await session.Connection.ExecuteReaderAsync(Text, transaction: session.Transaction);
            Assert.True(await reader.ReadAsync());
            return reader.FieldCount;
        }
    }

    [Fact]
    public async Task MoreTextsThanAreKept_AllAnswer_AlsoAgain()
    {
        await using var database = await OpenAsync();
        for (var round = 0; round < 2; round++)
        {
            await ReadAsync(database, async session =>
            {
                for (var i = 0; i < 200; i++)
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"SELECT {i} + @more");
                    Assert.Equal(i + round, await session.Connection.ExecuteScalarAsync<int>(text, new { more = round }, session.Transaction));
                }
            });
        }
    }

    [Fact]
    public async Task ACommandOfOnesOwn_TakesParametersBeforeItsText_AndOneTextAfterAnother()
    {
        await using var database = await OpenAsync();
        await ReadAsync(database, async session =>
        {
            await using var command = session.Connection.CreateCommand();
            var id = command.CreateParameter();
            (id.ParameterName, id.Value) = ("@id", 2);
            command.Parameters.Add(id);
            command.CommandText = Summary;
            Assert.Same(session.Connection, command.Connection);
            Assert.Same(session.Transaction, command.Transaction);
            Assert.Equal(await SummaryAsync(session, 2), await command.ExecuteScalarAsync());
            command.CommandText = "SELECT id FROM ticket WHERE id = @id";
            Assert.Equal(2L, await command.ExecuteScalarAsync());
        });
    }

    [Fact]
    public async Task ADisposedCommand_IsOfNoUse_AndMayBeDisposedAgain()
    {
        await using var database = await OpenAsync();
        await ReadAsync(database, async session =>
        {
            var command = session.Connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.DisposeAsync();
            await command.DisposeAsync();
            await Assert.ThrowsAsync<ObjectDisposedException>(() => command.ExecuteScalarAsync());
        });
    }

    [Fact]
    public async Task ACommandOfACancelledCall_IsNotRun()
    {
        await using var database = await OpenAsync();
        await ReadAsync(database, async session =>
        {
            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync();
            await using var command = session.Connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => command.ExecuteScalarAsync(cancelled.Token));
            Assert.Equal(1L, await command.ExecuteScalarAsync());
        });
    }

    private static async Task<string?> SummaryAsync(IDatabaseSession session, int id) =>
        await session.Connection.ExecuteScalarAsync<string>(Summary, new { id }, session.Transaction);

    private static async Task ReadAsync(Database database, Func<IDatabaseSession, Task> read) => await database.ReadAsync(read, static async (session, read, _) =>
    {
        await read(session);
        return 0;
    }, default);

    private Task<Database> OpenAsync() => _engine.OpenGoldenAsync(new DatabaseSettings { MaxConnections = 1 });
}
