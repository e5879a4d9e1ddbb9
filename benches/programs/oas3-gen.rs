//! Lists disks, looks at one and makes one: for the client of oas3-gen.

use peer::{
    BlockSize, DiskCreate, DiskCreateV1Request, DiskCreateV1RequestQuery,
    DiskListV1Request, DiskListV1RequestQuery, DiskSource, DiskViewV1Request,
    DiskViewV1RequestPath, DiskViewV1RequestQuery, OxideRegionApiClient,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of the service is missing")?;
    let client = OxideRegionApiClient::with_base_url(url)?;

    let query = DiskListV1RequestQuery {
        limit: Some(10),
        project: Some("staging".into()),
        sort_by: Some("name_ascending".to_owned()),
        ..Default::default()
    };
    // What the service refuses is an answer as well.
    match client.disk_list_v1(DiskListV1Request { query }).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    let path = DiskViewV1RequestPath { disk: "data".into() };
    let query =
        DiskViewV1RequestQuery { project: Some("staging".into()), ..Default::default() };
    match client.disk_view_v1(DiskViewV1Request { path, query }).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) => eprintln!("{error:?}"),
    }

    let query =
        DiskCreateV1RequestQuery { organization: None, project: "staging".into() };
    let body = DiskCreate {
        description: "for the archive".to_owned(),
        disk_source: DiskSource::object(BlockSize::Value512),
        name: "data".to_owned(),
        size: 1 << 30,
    };
    match client.disk_create_v1(DiskCreateV1Request { query, body }).await {
        Ok(answer) => println!("{answer:?}"),
        Err(error) => eprintln!("{error:?}"),
    }
    Ok(())
}
