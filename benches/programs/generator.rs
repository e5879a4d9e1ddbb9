//! Lists disks, looks at one and makes one: for the client of this generator.

use peer::Client;
use peer::types::{
    BlockSize, DiskCreate, DiskSource, DiskSourceBlank, NameOrIdSortMode,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let client = Client::builder().base_url(url).build()?;

    let disks = client
        .disks()
        .list_v1()
        .project("staging")
        .limit(10)
        .sort_by(NameOrIdSortMode::NameAscending);
    match disks.send().await {
        Ok(page) => println!("{:?}", *page),
        Err(error) => eprintln!("{error:?}"),
    }

    match client.disks().view_v1("data").project("staging").send().await {
        Ok(disk) => println!("{:?}", *disk),
        Err(error) => eprintln!("{error:?}"),
    }

    let blank = DiskSource::Blank(DiskSourceBlank::new(BlockSize::N512));
    let disk = DiskCreate::new("for the archive", blank, "data", 1 << 30);
    match client.disks().create_v1("staging", &disk).send().await {
        Ok(disk) => println!("{:?}", *disk),
        Err(error) => eprintln!("{error:?}"),
    }
    Ok(())
}
